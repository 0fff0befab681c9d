import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { readMutations } from "../server/test/mutations/mutations.ts";
import { mutationsPage } from "../server/test/mutations/page.ts";
import { permissionsPage } from "./generate/permissions-page.ts";
import { problemsPage } from "./generate/problems-page.ts";

/** Pages that are made from the code, so that they cannot say anything else than it. */
export const generatedPages: readonly { readonly file: string; readonly text: string }[] = [
  { file: pathOf("problems.md"), text: problemsPage() },
  { file: pathOf("permissions.md"), text: permissionsPage() },
  { file: pathOf("../../server/test/mutations.md"), text: mutationsPage(await readMutations()) },
];

function pathOf(name: string): string {
  return fileURLToPath(new URL(`reference/${name}`, import.meta.url));
}

if (import.meta.main) {
  for (const { file, text } of generatedPages) await writeFile(file, text);
}
