import * as z from "zod";
import { readHash } from "../../config/base64.ts";
import type { LogRecord } from "../record/record.ts";
import { isRecord } from "../record/record.ts";
import type { RetiredLeaves } from "../record/retired-month.ts";

/** The first line of an export: what it is of, and the tree to its left. */
export interface ExportHeader {
  /** The checkpoint that it goes on from; null where it begins with the tree. */
  readonly checkpoint: string | null;
  /** Whether it goes up to the newest checkpoint that there was. */
  readonly complete: boolean;
  /** Position of the first record: the size of that checkpoint. */
  readonly first: number;
  readonly format: typeof exportFormat;
  /** Roots of the complete subtrees of the tree of `first` leaves, the largest first. */
  readonly frontier: readonly string[];
  /** Seconds after which a checkpoint was due. */
  readonly heartbeat: number;
  /** Verifier keys, for information: a file cannot say whom to trust. */
  readonly keys: readonly string[];
  /** Number of the checkpoint that it ends with. */
  readonly last: number;
  readonly origin: string;
  /** What lies before `first` of months that were removed on both sides of it, by the event that says so. */
  readonly retired: readonly (Omit<RetiredLeaves, "last"> & { readonly id: string })[];
  readonly version: 1;
}

/** The last line: what was before it. */
export interface ExportTrailer {
  readonly lines: number;
  readonly records: number;
  /** Of every byte before this line. */
  readonly sha256: string;
}

/** One line of an export. Objects have their members in alphabetical order: canonical JSON (RFC 8785). */
export type Line =
  | { readonly header: ExportHeader; readonly signatures: readonly string[] }
  | {
      /** As sealed; null of a record that was not sealed as it stands now. */
      readonly leaf: string | null;
      readonly position: number | null;
      /** Null where the log no longer has it. */
      readonly record: LogRecord | null;
    }
  | {
      readonly leaf: string;
      readonly position: number;
      /** Id of the event that says that the record was removed with its month. */
      readonly retired: string;
    }
  | { readonly checkpoint: string }
  | { readonly signatures: readonly string[]; readonly trailer: ExportTrailer };

export const exportFormat = "purser-audit-export";

const count = z.int().min(0);
const hash = z.string().refine((text) => readHash(text) !== null);
const eventId = z.string().regex(/^[0-9a-f-]{36}$/);

const headerSchema: z.ZodType<ExportHeader> = z.strictObject({
  checkpoint: z.string().nullable(),
  complete: z.boolean(),
  first: count,
  format: z.literal(exportFormat),
  frontier: z.array(hash),
  heartbeat: count,
  keys: z.array(z.string()),
  last: count,
  origin: z.string(),
  retired: z.array(z.strictObject({ first: count, id: eventId, leaves: hash, rows: count })),
  version: z.literal(1),
});

const trailerSchema: z.ZodType<ExportTrailer> = z.strictObject({
  lines: count,
  records: count,
  sha256: hash,
});

const retiredSchema = z.strictObject({ leaf: hash, position: count, retired: eventId });

const signaturesSchema = z.array(z.string());

/** The line, newline at its end. */
export function printLine(line: Line): string {
  return `${JSON.stringify(line)}\n`;
}

/** The text that a header's or a trailer's signatures are of. */
export function signedText(signed: ExportHeader | ExportTrailer): string {
  return `${JSON.stringify(signed)}\n`;
}

/** Reads a line without its newline; null unless it is one of the above, written in the one way there is. */
export function readLine(text: string): Line | null {
  const value = parseObject(text);
  const line = value && lineOf(value);
  return line && JSON.stringify(line) === text ? line : null;
}

type Members = { readonly [member: string]: unknown };

function lineOf(value: Members): Line | null {
  if ("retired" in value) return retiredSchema.safeParse(value).data ?? null;
  if ("position" in value) return recordLine(value);
  if (typeof value.checkpoint === "string") return { checkpoint: value.checkpoint };
  const signatures = signaturesSchema.safeParse(value.signatures);
  if (!signatures.success) return null;
  const header = headerSchema.safeParse(value.header);
  if (header.success) return { header: header.data, signatures: signatures.data };
  const trailer = trailerSchema.safeParse(value.trailer);
  return trailer.success ? { signatures: signatures.data, trailer: trailer.data } : null;
}

function recordLine({ leaf, position, record }: Members): Line | null {
  if (record !== null && !isRecord(record)) return null;
  if (leaf === null && position === null) return { leaf, position, record };
  return typeof leaf === "string" && readHash(leaf) && isCount(position)
    ? { leaf, position, record }
    : null;
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

/** The members of a JSON object; null of anything else. */
export function parseObject(text: string): Members | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : null;
  } catch {
    return null;
  }
}
