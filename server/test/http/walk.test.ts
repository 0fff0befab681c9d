import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { reportSkipped } from "../support/skipped.ts";
import { type Harbour, openHarbour } from "./harbour.ts";

/** The walk through the API in the documentation, run as it stands there: shell, then what it prints. */
const page = await readFile(new URL("../../../docs/guides/http.md", import.meta.url), "utf8");
const steps = [
  ...page.matchAll(/^```sh\n(?<commands>.*?)^```\n```(?:json|text)\n(?<printed>.*?)^```$/gms),
].map(({ groups }) => ({ commands: groups?.commands ?? "", printed: groups?.printed ?? "" }));

const repository = fileURLToPath(new URL("../../..", import.meta.url));
const run = promisify(execFile);
const hasCurl = await run("curl", ["--version"]).then(
  () => true,
  () => false,
);
if (!hasCurl) await reportSkipped("curl: the walk through the HTTP API");

describe.skipIf(!hasCurl)("the walk through the HTTP API", () => {
  const mark = "@@ step";
  let harbour: Harbour;
  let outputs: readonly string[];

  beforeAll(async () => {
    const [server] = inject("servers");
    harbour = await openHarbour(server?.superuserUrl ?? "");
    const signIn = `npm() { "${process.execPath}" demo/sign-in.ts "\${@: -1}" --origin ${harbour.origin}; }`;
    const script = [signIn, ...steps.map(({ commands }) => `echo; echo '${mark}'\n${commands}`)]
      .join("\n")
      .replaceAll("http://localhost:4000", harbour.origin)
      .replaceAll(".purser/", `${harbour.folder}/`);
    const { stdout } = await run("bash", ["-uo", "pipefail", "-c", script], {
      cwd: repository,
      env: { ...process.env, TMPDIR: harbour.folder },
    });
    outputs = stdout.split(`\n${mark}\n`).slice(1);
  });
  afterAll(() => harbour.stop());

  test("every shell block of the page has its output, and is run", () => {
    expect(steps.length).toBe(page.match(/^```sh$/gm)?.length);
    expect(outputs.length).toBe(steps.length);
  });

  test.each(
    steps.map(({ commands, printed }, index) => [commands.trim(), printed, index] as const),
  )("%s", (_, printed, index) => {
    expect(withoutSpace(outputs[index] ?? "")).toMatch(patternOf(printed));
  });
});

/** `…` stands for anything. Space says nothing in JSON, and the page uses more of it than the server. */
function patternOf(printed: string): RegExp {
  const parts = withoutSpace(printed).split("…");
  return new RegExp(
    `^${parts.map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&")).join(".*")}$`,
    "s",
  );
}

function withoutSpace(text: string): string {
  return text.replaceAll(/\s/g, "");
}
