import * as z from "zod";
import type { Filter, Refusal, Sort, WireValues, WriteBody } from "../contract/index.ts";
import { refuse } from "../contract/index.ts";
import { filterSchema } from "../plan/filter.ts";
import type { ListRequest } from "../plan/list.ts";
import { defaultLimit, maxLimit } from "../plan/list.ts";
import { decodeTilde } from "../resource/tilde.ts";
import { findJsonFault } from "./json-fault.ts";

/** Pieces of input that several operations take. Query parameters are text; anything given twice is refused. */

const text = z.string();

/** A field's name as it stands in an address. */
const fieldName = text.transform((name, context) => {
  const parsed = decodeTilde(name);
  if (parsed === null)
    context.addIssue({ code: "custom", message: "is not a well-formed field name" });
  return parsed ?? z.NEVER;
});

const sortTerm = text.transform((term, context): Sort => {
  const name = decodeTilde(term.replace(/^-/, ""));
  if (name === null || name === "")
    context.addIssue({ code: "custom", message: "is not a well-formed field name" });
  return { field: name ?? "", direction: term.startsWith("-") ? "desc" : "asc" };
});

const commaSeparated = text.transform((list) => (list === "" ? [] : list.split(",")));

/** Fields by name in a query string. */
export const fieldNames = commaSeparated.pipe(z.array(fieldName));

const jsonText = text.transform((value, context): unknown => {
  const fault = findJsonFault(value);
  if (fault !== null) {
    context.addIssue({ code: "custom", message: fault });
    return z.NEVER;
  }
  try {
    return JSON.parse(value);
  } catch {
    context.addIssue({ code: "custom", message: "is not JSON" });
    return z.NEVER;
  }
});

const limitNumber = z.int().min(0).max(maxLimit);
export const limitText = text
  .regex(/^\d{1,4}$/, "must be a whole number")
  .transform(Number)
  .pipe(limitNumber);

const countMode = z.enum(["none", "estimate", "exact"]);
const filters = z.array(filterSchema);
export const storableText = text.refine(isStorable, "holds a character that no text can hold");
export const searchText = storableText.max(200);
/** What somebody calls something of theirs. */
export const nameText = storableText.trim().min(1).max(100);
/** Why, in somebody's own words. */
export const reasonText = storableText.trim().min(1).max(1_000);
/** An issuer or a subject, as the identity provider has them. */
export const identifierText = storableText.min(1).max(1_000);
const cursor = text.max(8_000).min(1);

/** The list parameters of a query string. */
export const listQuery = z
  .strictObject({
    filter: jsonText.pipe(filters).optional(),
    sort: commaSeparated.pipe(z.array(sortTerm)).optional(),
    fields: fieldNames.optional(),
    limit: limitText.optional(),
    after: cursor.optional(),
    before: cursor.optional(),
    search: searchText.optional(),
    count: countMode.optional(),
  })
  .transform(completeList);

/** What an export takes of them: it has no pages. */
export const exportQuery = z
  .strictObject({
    filter: jsonText.pipe(filters).optional(),
    sort: commaSeparated.pipe(z.array(sortTerm)).optional(),
    fields: fieldNames.pipe(z.array(z.string()).min(1)).optional(),
    search: searchText.optional(),
  })
  .transform(completeList);

/** The same as a body. */
export const listBody = z
  .strictObject({
    filter: filters.optional(),
    sort: z.array(sortTerm).optional(),
    fields: z.array(fieldName).optional(),
    limit: limitNumber.optional(),
    after: cursor.nullish(),
    before: cursor.nullish(),
    search: searchText.optional(),
    count: countMode.optional(),
  })
  .transform(completeList);

function completeList(given: {
  readonly filter?: readonly Filter[] | undefined;
  readonly sort?: readonly Sort[] | undefined;
  readonly fields?: readonly string[] | undefined;
  readonly limit?: number | undefined;
  readonly after?: string | null | undefined;
  readonly before?: string | null | undefined;
  readonly search?: string | undefined;
  readonly count?: ListRequest["count"] | undefined;
}): ListRequest {
  return {
    filter: given.filter ?? [],
    sort: given.sort ?? [],
    fields: given.fields ?? null,
    limit: given.limit ?? defaultLimit,
    after: given.after ?? null,
    before: given.before ?? null,
    search: given.search ?? "",
    count: given.count ?? "none",
  };
}

export const resourcePath = z.object({ resource: text });
export const recordPath = z.object({ resource: text, key: text.max(4_000) });
export const noQuery = z.strictObject({});

/** By name, as parsed: zod's own record forgets a name like `__proto__`, which is to be refused and not forgotten. */
const values = z.custom<WireValues>(
  (given) => typeof given === "object" && given !== null && !Array.isArray(given),
  "must be an object",
);

/** The body of a create or an update. */
export const writeBody: z.ZodType<WriteBody> = z.strictObject({
  values,
  reason: text.optional(),
}) as z.ZodType<WriteBody>;

/** The body of a delete: none, or a reason. */
export const reasonBody = z.strictObject({ reason: text.optional() }).optional();

/** `If-Match: "version"` (RFC 9110, section 13.1.1); one strong tag, since a write is to one record as it was seen. */
export function versionOf(header: string | undefined): string | null | Refusal {
  if (header === undefined) return null;
  return (
    /^"([\w-]{1,64})"$/.exec(header.trim())?.[1] ??
    refuse("invalid_header", { detail: "If-Match must be one version in double quotes." })
  );
}

/** An `Idempotency-Key`: printable, short, as the client likes. */
export function idempotencyKeyOf(header: string | undefined): string | null | Refusal {
  if (header === undefined) return null;
  return /^[\x21-\x7e]{8,200}$/.test(header)
    ? header
    : refuse("invalid_header", {
        detail: "Idempotency-Key must be 8 to 200 printable characters.",
      });
}

/** PostgreSQL's text holds neither NUL nor half a surrogate pair. */
function isStorable(value: string): boolean {
  return !value.includes("\0") && value.isWellFormed();
}
