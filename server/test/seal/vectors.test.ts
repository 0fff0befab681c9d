import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, expect, test } from "vitest";
import type { Verdict } from "../../src/audit/verify/verdict.ts";
import { verify } from "../../src/audit/verify/verify.ts";
import type { Vector } from "./example-exports.ts";
import { findSecondVerifier, type SecondVerifier, startSecondVerifier } from "./second-verifier.ts";
import { vectors, vectorsFolder } from "./vectors.ts";

const hasSecond = await findSecondVerifier();

const seconds = new Map<string, SecondVerifier>();
afterAll(() => Promise.all([...seconds.values()].map((second) => second.end())));

/** One process for each set of keys, since starting it takes longer than everything else. */
function secondFor(keys: Vector["keys"]): SecondVerifier {
  const texts = keys.map((key) => key.verifier.text);
  const second = seconds.get(texts.join()) ?? startSecondVerifier(texts);
  seconds.set(texts.join(), second);
  return second;
}

/** Written anew with PURSER_WRITE_VECTORS=1, after a change of the format. */
test("the published vectors are those that the code makes", async () => {
  const expected = vectors.map((vector) => `${JSON.stringify(expectationOf(vector))}\n`).join("");
  const files = [
    ...vectors.map(({ file, text }) => ({ file, text })),
    { file: "expected.jsonl", text: expected },
  ];
  if (process.env.PURSER_WRITE_VECTORS === "1") {
    await mkdir(vectorsFolder, { recursive: true });
    for (const { file, text } of files) await writeFile(join(vectorsFolder, file), text);
  }
  expect((await readdir(vectorsFolder)).sort()).toEqual(files.map(({ file }) => file).sort());
  for (const { file, text } of files)
    expect(await readFile(join(vectorsFolder, file), "utf8")).toBe(text);
});

function verifyVector({ text, keys }: Vector): Promise<Verdict> {
  return verify(Readable.from([Buffer.from(text)]), {
    keys: keys.map((key) => key.verifier),
    anchors: [],
  });
}

test.each(vectors)("$file is judged as it must be", async (vector) => {
  const { fault, notices } = await verifyVector(vector);
  expect(fault && [fault.code, fault.line]).toEqual(vector.fault);
  if (!fault) expect(notices.map(({ code }) => code)).toEqual(vector.notices);
});

test.runIf(hasSecond).each(vectors)("$file is judged so by the second verifier", async (vector) => {
  const { fault, notices } = await verifyVector(vector);
  const opinion = await secondFor(vector.keys).verify(join(vectorsFolder, vector.file));
  expect(opinion).toEqual({
    fault: fault && { code: fault.code, line: fault.line, position: fault.position },
    notices: notices.map(({ code, count, line }) => [code, count, line]),
  });
});

function expectationOf({ file, keys, fault, notices }: Vector) {
  return {
    file,
    keys: keys.map((key) => key.verifier.text),
    fault: fault && { code: fault[0], line: fault[1] },
    notices,
  };
}
