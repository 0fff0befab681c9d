import type { Grant } from "../access/grant.ts";
import type { FieldShape } from "../contract/index.ts";
import type { Field } from "../resource/resource.ts";

type Json = { readonly [name: string]: unknown };

/** The form in which a value of a field crosses HTTP, as JSON Schema 2020-12. */
export function valueSchema(field: Pick<Field, "shape" | "nullable" | "help">): Json {
  const schema = shapeSchema(field.shape);
  return {
    ...(field.nullable ? { anyOf: [schema, { type: "null" }] } : schema),
    ...(field.help !== null && { description: field.help }),
  };
}

function shapeSchema(shape: FieldShape): Json {
  switch (shape.kind) {
    case "integer":
      return { type: "integer" };
    case "float":
      return { anyOf: [{ type: "number" }, { enum: ["NaN", "Infinity", "-Infinity"] }] };
    case "bigint":
      return { type: "string", pattern: "^-?\\d+$" };
    case "decimal":
      return { type: "string", pattern: "^(-?\\d+(\\.\\d+)?|NaN|-?Infinity)$" };
    case "boolean":
      return { type: "boolean" };
    case "enum":
      return { type: "string", enum: shape.options ?? [] };
    case "uuid":
      return { type: "string", format: "uuid" };
    case "date":
      return { type: "string", description: "YYYY-MM-DD" };
    case "binary":
      return { type: "string", contentEncoding: "base64" };
    case "json":
      return { type: "string", contentMediaType: "application/json" };
    case "array":
      return {
        type: "array",
        items: shape.element
          ? { anyOf: [shapeSchema(shape.element), { type: ["null", "array"] }] }
          : {},
      };
    default:
      return {
        type: "string",
        ...(shape.maxLength !== undefined && { maxLength: shape.maxLength }),
      };
  }
}

/** The body of a create or an update: the fields that the grant's holder may write. */
export function writableSchema(grant: Grant, right: "create" | "update"): Json {
  const writable = right === "create" ? grant.creatable : grant.updatable;
  const fields = grant.resource.fields.filter((field) => writable.has(field.name));
  const required = fields
    .filter((field) => !field.nullable && !field.hasDefault)
    .map((field) => field.name);
  return {
    type: "object",
    additionalProperties: false,
    required: ["values"],
    properties: {
      values: {
        type: "object",
        additionalProperties: false,
        properties: Object.fromEntries(fields.map((field) => [field.name, valueSchema(field)])),
        ...(right === "create" && required.length > 0 && { required }),
      },
      reason: { type: "string", maxLength: 2_000 },
    },
  };
}
