import type { Line } from "../export/line.ts";
import { signedText } from "../export/line.ts";
import { type ExportState, sealedSize } from "./export-state.ts";
import { isSigned } from "./trust.ts";
import { fail } from "./verdict.ts";

type TrailerLine = Extract<Line, { readonly trailer: unknown }>;

/** Compares the trailer with everything before it. */
export function verifyTrailer(state: ExportState, { signatures, trailer }: TrailerLine): void {
  const { header, keys, frontier, digest, lines, last } = state;
  if (trailer.sha256 !== digest.copy().digest("base64"))
    fail("bytes_differ", lines, "Something before the last line was changed.");
  if (trailer.lines !== lines - 1 || trailer.records !== frontier.size() - header.first)
    fail("bytes_differ", lines, "Lines before the last one are missing, or too many.");
  if (!isSigned(signedText(trailer), signatures, keys))
    fail("untrusted_trailer", lines, "The last line is not signed by a given key.");
  if ((last?.number ?? 0) !== header.last || sealedSize(state) !== frontier.size())
    fail("wrong_end", lines, "The export does not end with its last checkpoint.");
  state.hasEnded = true;
}
