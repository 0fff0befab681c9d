/**
 * A value as it crosses HTTP. Nothing is rounded on the way:
 * - `int2`, `int4`: number; `int8`, `numeric`: string of decimal digits, or `"NaN"`, `"Infinity"`
 * - `float4`, `float8`: number, or `"NaN"`, `"Infinity"`, `"-Infinity"`
 * - `bool`: boolean
 * - `date`: `"YYYY-MM-DD"`; `timestamptz`: PostgreSQL's text in UTC, microseconds and offset kept
 * - `bytea`: base64; `json`, `jsonb`: JSON text, as PostgreSQL prints it
 * - arrays: nested arrays of the element's wire value; everything else: PostgreSQL's text
 */
export type WireValue = string | number | boolean | null | readonly WireValue[];

/** A record's values by field name. */
export type WireValues = { readonly [field: string]: WireValue };
