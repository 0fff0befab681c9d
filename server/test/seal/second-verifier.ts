import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { reportSkipped } from "../support/skipped.ts";

/** What the verifier in Python says of a file, in the words of both. */
export interface SecondOpinion {
  readonly fault: {
    readonly code: string;
    readonly line: number | null;
    readonly position: number | null;
  } | null;
  readonly notices: readonly (readonly [code: string, count: number, line: number])[];
}

const script = resolve(import.meta.dirname, "../verifier/verify.py");
const needs = "python3 and python3-cryptography (Debian): the second verifier of the audit log";

/** Whether it can run here; where it cannot, that is named. */
export async function findSecondVerifier(): Promise<boolean> {
  try {
    await promisify(execFile)("python3", [
      "-c",
      "import cryptography; import sys; sys.exit(sys.version_info < (3, 11))",
    ]);
    return true;
  } catch {
    await reportSkipped(needs);
    return false;
  }
}

/** A verifier that runs on and is asked about one file after another. */
export interface SecondVerifier {
  readonly verify: (file: string) => Promise<SecondOpinion>;
  readonly end: () => Promise<void>;
}

export function startSecondVerifier(
  keys: readonly string[],
  anchors: string | null = null,
): SecondVerifier {
  const options = [
    ...keys.flatMap((key) => ["--key", key]),
    ...(anchors === null ? [] : ["--anchors", anchors]),
  ];
  const child = spawn("python3", [script, "--batch", ...options], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    verify: async (file) => {
      child.stdin.write(`${file}\n`);
      const { value, done } = await answers.next();
      if (done) throw new Error("the second verifier has ended");
      return JSON.parse(value);
    },
    end: async () => {
      child.stdin.end();
      await once(child, "close");
    },
  };
}

/** What it says of one text, beside anchors of its own. */
export async function askSecondVerifier(
  text: string,
  keys: readonly string[],
  anchors: readonly string[],
): Promise<SecondOpinion> {
  const folder = await mkdtemp(join(tmpdir(), "purser-second-"));
  for (const [place, note] of anchors.entries())
    await writeFile(join(folder, `${place}.checkpoint`), note);
  const file = join(folder, "export.jsonl");
  await writeFile(file, text);
  const second = startSecondVerifier(keys, folder);
  const opinion = await second.verify(file);
  await second.end();
  await rm(folder, { recursive: true });
  return opinion;
}
