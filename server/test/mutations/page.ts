import type { Mutation, Promised } from "./mutations.ts";

/** Each promise, and what it hangs on. */
export function mutationsPage(promised: readonly Promised[]): string {
  return `# What the tests hold

A test that cannot fail holds nothing. Each row below is a piece of code that keeps a promise, what it was turned into
in a copy of the repository, and the test that failed because of it. \`npm run mutations\` does all of that again, and
says where a test did not fail; \`npm run mutations -- W5 L4\` does it for some of the promises.

${promised.map(sectionOf).join("\n")}`;
}

function sectionOf({ threat, promise, mutations }: Promised): string {
  return `## ${threat}: ${promise}

| File | What stood there | What stood there instead | The test that failed |
|---|---|---|---|
${mutations.map(rowOf).join("\n")}
`;
}

function rowOf({ file, find, replace, test }: Mutation): string {
  const cells = [
    `\`${file}\``,
    codeOf(find),
    replace.trim() === "" ? "nothing" : codeOf(replace),
    `\`${test.file}\`: ${withinCell(test.name)}`,
  ];
  return `| ${cells.join(" | ")} |`;
}

/** On one line, between as many backticks as it does not hold itself. */
function codeOf(code: string): string {
  const line = withinCell(code.trim().replaceAll(/\s+/g, " "));
  return line.includes("`") ? `\`\` ${line} \`\`` : `\`${line}\``;
}

/** A pipe ends a cell of a table also within code. */
function withinCell(text: string): string {
  return text.replaceAll("|", "\\|");
}
