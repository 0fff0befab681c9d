import * as z from "zod";
import { readHash } from "../../config/base64.ts";
import type { Disclosure } from "../disclose.ts";
import { parseObject } from "../export/line.ts";
import type { LogRecord } from "../record/record.ts";
import { isRecord } from "../record/record.ts";

/** One entry of the log with what proves it, for somebody who has nothing but the key. */
export interface Evidence {
  readonly checkpoint: string;
  /** What opens commitments in the records; left out where nothing is disclosed. */
  readonly disclosures?: readonly Disclosure[];
  /** Id of the operation or event. */
  readonly entry: string;
  readonly format: typeof evidenceFormat;
  readonly records: readonly ProvenRecord[];
  readonly version: 1;
}

export interface ProvenRecord {
  readonly position: number;
  /** Hashes in base64, from the leaf upwards (RFC 6962, 2.1.1). */
  readonly proof: readonly string[];
  readonly record: LogRecord;
}

/** What proves that a later checkpoint goes on from an earlier one (RFC 6962, 2.1.2). */
export interface Consistency {
  readonly checkpoints: readonly [older: string, newer: string];
  readonly format: typeof consistencyFormat;
  readonly proof: readonly string[];
  readonly version: 1;
}

export const evidenceFormat = "purser-audit-evidence";
export const consistencyFormat = "purser-audit-consistency";

const hashes = z.array(z.string().refine((text) => readHash(text) !== null));

const text = z.string().refine((value) => value.isWellFormed());

const disclosureSchema: z.ZodType<Disclosure> = z.strictObject({
  change: text,
  field: text,
  salt: text,
  side: z.enum(["before", "after"]),
  value: text,
});

const evidenceSchema: z.ZodType<Evidence> = z.strictObject({
  checkpoint: z.string(),
  disclosures: z.array(disclosureSchema).min(1).exactOptional(),
  entry: z.string(),
  format: z.literal(evidenceFormat),
  records: z.array(
    z.strictObject({
      position: z.int().min(0),
      proof: hashes,
      record: z.custom<LogRecord>(isRecord),
    }),
  ),
  version: z.literal(1),
});

const consistencySchema: z.ZodType<Consistency> = z.strictObject({
  checkpoints: z.tuple([z.string(), z.string()]),
  format: z.literal(consistencyFormat),
  proof: hashes,
  version: z.literal(1),
});

/** Reads a file of one line; null unless it is one of the two, written in the one way there is. */
export function readEvidence(text: string): Evidence | Consistency | null {
  const parsed = z.union([evidenceSchema, consistencySchema]).safeParse(parseObject(text));
  return parsed.success && JSON.stringify(parsed.data) === text ? parsed.data : null;
}
