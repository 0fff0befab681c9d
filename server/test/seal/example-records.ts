import type { LogRecord } from "../../src/audit/record/record.ts";
import { treeId } from "./export-builder.ts";

const session = "01987654-3210-7000-8000-00000000000a";
const operation = "01987654-3210-7000-8000-00000000000b";
const at = (second: number) => `2026-11-01 12:00:0${second}.123456+00`;

export const exampleOperation = operation;

/** Every kind of record: somebody signs in, changes an order with a cascade, is refused, reads, and leaves. */
export const beginning: readonly LogRecord[] = [
  ["tree", "700", at(0), "1", treeId, "7411336845662968521/16384", null, null, null],
];

export const signIn: readonly LogRecord[] = [
  ["session", "701", at(0), session, "https://idp.example", "u-1", "Zoë \"Z\" Ångström", "z@example.org", "{admin}", "{}", "00:15:00", "2026-11-02 00:00:00+00", "192.0.2.7", "curl/8"],
  ["event", "701", at(0), "01987654-3210-7000-8000-00000000000c", "f", "session.signIn", null, session, null, null, null, "[]", "{}", null, "r-1", "192.0.2.7", "p"],
];

export const intent: readonly LogRecord[] = [
  ["intent", "702", at(1), operation, session, "record.delete", "orders", "[[\"7\"]]", "duplicate", "r-2", "192.0.2.7", "p"],
];

export const deletion: readonly LogRecord[] = [
  ["operation", "703", at(1), operation, "session", session, null, "record.delete", "orders", "public", "orders", "[[\"7\"]]", "duplicate", "r-2", "192.0.2.7", "p", "purser"],
  ["outcome", "703", at(1), operation, "1", "1"],
  ["change", "703", at(1), "1", operation, "purser", "16400", "public", "order_lines", "delete", "[\"7\", \"1\"]", null, "{\"order_id\" : \"7\", \"note\" : \"\\u0000 ü 😀\"}", null],
  ["change", "703", at(1), "2", operation, "purser", "16390", "public", "orders", "delete", "[\"7\"]", null, "{\"id\" : \"7\"}", null],
];

export const afterwards: readonly LogRecord[] = [
  ["mandate", "704", at(2), "01987654-3210-7000-8000-00000000000d", session, "record.update", "\\x00ff", "2026-11-02 00:00:00+00"],
  ["mandate_end", "705", at(2), "01987654-3210-7000-8000-00000000000d", "used"],
  ["event", "706", at(2), "01987654-3210-7000-8000-00000000000e", "f", "record.update", "version_stale", session, null, null, "orders", "[]", "{}", null, "r-3", "192.0.2.7", "p"],
  ["event", "707", at(2), "01987654-3210-7000-8000-00000000000f", "t", "record.list", null, session, null, null, "orders", "[[\"8\"], [\"9\"]]", "{id,total}", "{}", "r-4", "192.0.2.7", "p"],
  ["session_end", "708", at(2), session, "signed out"],
];

/** A write that somebody made without Purser, in a table that records those too. */
export const outOfBand: LogRecord = [
  "change", "709", at(3), "3", null, "postgres", "16390", "public", "orders", "delete", "[\"8\"]", null, "{\"id\" : \"8\"}", null,
];
