import { fileURLToPath } from "node:url";
import { type Mutation, type Promised, promises } from "./mutation.ts";
import { mutations } from "./mutations.ts";

export const mutationsFile = fileURLToPath(new URL("../mutations.md", import.meta.url));

/** What each promise of the log hangs on, from the list of mutations. */
export function mutationsPage(): string {
  return `# What the tests hold

A test that cannot fail holds nothing. Each row below is a piece of code that keeps a promise, what it was turned into
in a copy of the repository, and the test that failed because of it. \`npm run mutations\` does all of that again, and
says where a test did not fail; \`npm run mutations -- W5 L4\` does it for some of the promises.

${promises.map(sectionOf).join("\n")}`;
}

function sectionOf({ threat, words }: Promised): string {
  const rows = mutations.filter((mutation) => mutation.threat === threat).map(rowOf);
  return `## ${threat}: ${words}

| File | What stood there | What stood there instead | The test that failed |
|---|---|---|---|
${rows.join("\n")}
`;
}

function rowOf({ file, find, replace, test }: Mutation): string {
  const cells = [
    `\`${file}\``,
    codeOf(find),
    replace.trim() === "" ? "nothing" : codeOf(replace),
    `\`${test.file}\`: ${escape(test.name)}`,
  ];
  return `| ${cells.join(" | ")} |`;
}

/** On one line; a pipe ends a cell of a table also within code. */
function codeOf(code: string): string {
  return `\`${escape(code.trim().replaceAll(/\s+/g, " "))}\``;
}

function escape(text: string): string {
  return text.replaceAll("|", "\\|");
}
