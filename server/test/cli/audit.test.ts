import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readSigningKey, readVerifierKey } from "../../src/config/signing-key.ts";
import { logKey } from "../seal/example-exports.ts";
import { vectorsFolder } from "../seal/vectors.ts";

const bin = fileURLToPath(new URL("../../bin/purser.js", import.meta.url));
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cli-audit-"));
});
afterAll(() => rm(folder, { recursive: true }));

interface Result {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function audit(...words: readonly string[]): Promise<Result> {
  return new Promise((resolve) => {
    execFile(process.execPath, [bin, "audit", ...words], { cwd: folder }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    );
  });
}

test("keygen writes a secret for its owner's eyes, prints the verifier key, and overwrites nothing", async () => {
  const { code, out } = await audit("keygen", "--out", "key", "--name", "example.com/audit");
  expect(code).toBe(0);
  const secret = await readFile(join(folder, "key"), "utf8");
  expect(readSigningKey(secret.trim())?.verifier.text).toBe(out.trim());
  expect(readVerifierKey(out.trim())?.name).toBe("example.com/audit");
  expect((await stat(join(folder, "key"))).mode & 0o777).toBe(0o600);
  expect(await audit("keygen", "--out", "key")).toMatchObject({ code: 1 });
  expect(await readFile(join(folder, "key"), "utf8")).toBe(secret);
});

test("verify says ok with what was covered, or names what is wrong and ends with 1", async () => {
  const key = ["--key", logKey.verifier.text];
  const good = await audit("verify", join(vectorsFolder, "whole.jsonl"), ...key);
  expect([good.code, good.out.split("\n")[0]]).toEqual([0, "ok"]);
  expect(good.out).toContain("positions 0 to 13");
  const bad = await audit("verify", join(vectorsFolder, "record-altered.jsonl"), ...key);
  expect(bad).toMatchObject({
    code: 1,
    out: expect.stringMatching(/^NOT OK: line 8, position 4, /),
  });
  const noted = await audit("verify", join(vectorsFolder, "crashed.jsonl"), ...key);
  expect(noted).toMatchObject({
    code: 0,
    out: expect.stringContaining("[no_outcome, 1 times, line 3]"),
  });
});

test("verify compares with the anchors of a folder", async () => {
  const evidence = JSON.parse(await readFile(join(vectorsFolder, "evidence.jsonl"), "utf8"));
  const anchors = await mkdtemp(join(folder, "anchors-"));
  await writeFile(join(anchors, "4.checkpoint"), evidence.checkpoint);
  const options = ["--key", logKey.verifier.text, "--anchors", anchors];
  const whole = await audit("verify", join(vectorsFolder, "whole.jsonl"), ...options);
  expect(whole).toMatchObject({ code: 0, out: expect.stringContaining("1 of 1 anchors") });
  const cut = await audit("verify", join(vectorsFolder, "crashed.jsonl"), ...options);
  expect(cut).toMatchObject({ code: 1, out: expect.stringContaining("[cut_off]") });
});

test("verify trusts nobody whom it was not told to trust", async () => {
  const file = join(vectorsFolder, "whole.jsonl");
  expect(await audit("verify", file)).toMatchObject({
    code: 1,
    err: expect.stringContaining("--key"),
  });
  expect(await audit("verify", file, "--key", "x")).toMatchObject({ code: 1 });
  expect(await audit("verify", ...["--key", logKey.verifier.text])).toMatchObject({ code: 1 });
});
