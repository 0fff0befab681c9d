import { parseName } from "../api/wire-name.ts";

/** A record's key as people read it: `1042`, `9007199254740993, 1`. */
export function printRecordKey(key: string): string {
  return key.split(",").map(parseName).join(", ");
}
