import type { VerifierKey } from "../../config/signing-key.ts";
import { readLine } from "../export/line.ts";
import { type ReadLine, readLines } from "../export/read-lines.ts";
import { readEvidence } from "../prove/evidence.ts";
import type { Anchored, AnchoredNote } from "./anchored.ts";
import { trustAnchors } from "./anchored.ts";
import type { ExportState } from "./export-state.ts";
import { collectNotices, type Notices } from "./notices.ts";
import { type Fault, FaultFound, fail, type Verdict } from "./verdict.ts";
import { verifyConsistency, verifyEvidence } from "./verify-evidence.ts";
import {
  beginExportVerification,
  describeCover,
  finishExportVerification,
  verifyLine,
} from "./verify-export.ts";

export interface VerifyOptions {
  /** Whom to trust; never taken from the file. */
  readonly keys: readonly VerifierKey[];
  readonly anchors: readonly AnchoredNote[];
}

/** Verifies an export, or evidence, from its bytes alone. Rejects only where they cannot be read. */
export async function verify(
  chunks: AsyncIterable<Buffer>,
  options: VerifyOptions,
): Promise<Verdict> {
  const scene: Scene = { options, notices: collectNotices(), export: null, covered: [] };
  const fault = await findFault(chunks, scene);
  const covered = scene.export ? describeCover(scene.export) : scene.covered;
  return { fault, notices: scene.notices.list(), covered };
}

interface Scene {
  readonly options: VerifyOptions;
  readonly notices: Notices;
  export: ExportState | null;
  /** By evidence. */
  covered: readonly string[];
}

async function findFault(chunks: AsyncIterable<Buffer>, scene: Scene): Promise<Fault | null> {
  try {
    const anchors = trustAnchors(scene.options.anchors, scene.options.keys);
    for await (const lines of readLines(chunks))
      for (const line of lines)
        if (scene.export) verifyLine(scene.export, line);
        else begin(scene, line, anchors);
    if (scene.export) finishExportVerification(scene.export);
    else if (scene.covered.length === 0) fail("unreadable_file", 1, "The file is empty.");
    return null;
  } catch (error) {
    if (!(error instanceof FaultFound)) throw error;
    return error.fault;
  }
}

function begin(scene: Scene, line: ReadLine, anchors: readonly Anchored[]): void {
  const { options, notices } = scene;
  if (scene.covered.length > 0) fail("unreadable_line", 2, "Evidence is one line.");
  const header = line.text === null || !line.isWhole ? null : readLine(line.text);
  if (header && "header" in header)
    scene.export = beginExportVerification(header, line, options.keys, anchors, notices);
  else scene.covered = verifyWhole(line.text, options.keys, anchors, notices);
}

function verifyWhole(
  text: string | null,
  keys: readonly VerifierKey[],
  anchors: readonly Anchored[],
  notices: Notices,
): readonly string[] {
  const evidence = text === null ? null : readEvidence(text);
  if (!evidence) return fail("unreadable_file", 1, "This is neither an export nor evidence.");
  return "records" in evidence
    ? verifyEvidence(evidence, keys, anchors, notices)
    : verifyConsistency(evidence, keys, anchors);
}
