import type { VerifierKey } from "../../config/signing-key.ts";
import { readLine } from "../export/line.ts";
import { readLines } from "../export/read-lines.ts";
import { readEvidence } from "../prove/evidence.ts";
import type { Anchored, AnchoredNote } from "./anchored.ts";
import { trustAnchors } from "./anchored.ts";
import { collectNotices, type Notices } from "./notices.ts";
import { FaultFound, fail, type Verdict } from "./verdict.ts";
import { verifyConsistency, verifyEvidence } from "./verify-evidence.ts";
import { createExportVerification, type ExportVerification } from "./verify-export.ts";

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
  const notices = collectNotices();
  const scene: Scene = { options, notices, verification: null };
  try {
    const covered = await verifyChunks(chunks, scene);
    return { fault: null, notices: notices.list(), covered };
  } catch (error) {
    if (!(error instanceof FaultFound)) throw error;
    const covered = scene.verification?.covered() ?? [];
    return { fault: error.fault, notices: notices.list(), covered };
  }
}

interface Scene {
  readonly options: VerifyOptions;
  readonly notices: Notices;
  verification: ExportVerification | null;
}

async function verifyChunks(
  chunks: AsyncIterable<Buffer>,
  scene: Scene,
): Promise<readonly string[]> {
  const { options, notices } = scene;
  const anchors = trustAnchors(options.anchors, options.keys);
  let covered: readonly string[] | null = null;
  for await (const lines of readLines(chunks)) {
    for (const line of lines) {
      if (covered) return fail("unreadable_line", 2, "Evidence is one line.");
      if (scene.verification) scene.verification.read(line);
      else {
        const { keys } = options;
        const header = line.text === null || !line.isWhole ? null : readLine(line.text);
        if (header && "header" in header)
          scene.verification = createExportVerification(header, line, keys, anchors, notices);
        else covered = verifyWhole(line.text, keys, anchors, notices);
      }
    }
  }
  return (
    covered ?? scene.verification?.finish() ?? fail("unreadable_file", 1, "The file is empty.")
  );
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
