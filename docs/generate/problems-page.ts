import { problems } from "../../server/src/contract/problem.ts";

/** The reference of problems, from the one table of codes. */
export function problemsPage(): string {
  const rows = Object.entries(problems)
    .toSorted(([, [a]], [, [b]]) => a - b)
    .map(([code, [status, title, next]]) => `| ${status} | \`${code}\` | ${title} | ${next} |`);
  return `# Problems

Every answer that is not a success is a problem (RFC 9457, \`application/problem+json\`): \`type\`, \`title\`, \`status\`,
\`code\`, often \`detail\`, \`next\` (what to do), \`requestId\` (what to tell whoever runs Purser), and where parts of the
input are wrong, \`errors\`: a JSON pointer and a sentence each. \`version_stale\` brings \`record\`, as it is now.

Codes are stable. Branch on \`code\`, never on a text. A problem never holds a value that its reader may not see.

| Status | Code | What it says | What to do next |
|---|---|---|---|
${rows.join("\n")}
`;
}
