import * as z from "zod";
import { decodeArray } from "../../database/wire-array.ts";
import type { LogRecord } from "./record.ts";
import { textOf } from "./record.ts";

const sideSchema = z.record(z.string(), z.string().nullable()).nullable();

/** One side of a change's record: each column's text output, or its commitment. */
export function sideOf(record: LogRecord, side: "before" | "after") {
  return sideSchema.parse(JSON.parse(textOf(record, side) ?? "null"));
}

/** Columns of which a change's record holds commitments. */
export function committedIn(record: LogRecord): readonly string[] {
  return decodeArray(textOf(record, "personal") ?? "{}", (text) => text, "text").map(String);
}
