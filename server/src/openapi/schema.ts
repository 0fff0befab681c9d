import type { Grant } from "../access/grant.ts";
import type { SeenField } from "../access/seen-field.ts";
import { valueSchema } from "./value-schema.ts";

type Json = { readonly [name: string]: unknown };

const nullableText = { type: ["string", "null"] };

/** A schema per resource of what one of its records looks like to the grant's holder. */
export function recordSchemas(grants: readonly Grant[]): Json {
  return Object.fromEntries(grants.map((grant) => [schemaName(grant), recordSchema(grant)]));
}

function recordSchema(grant: Grant): Json {
  return {
    type: "object",
    required: ["key", "version", "label", "values"],
    properties: {
      key: nullableText,
      version: nullableText,
      label: { type: "string" },
      values: {
        type: "object",
        properties: Object.fromEntries(
          grant.readable.map((field) => [field.name, seenSchema(field)]),
        ),
      },
      masked: { type: "array", items: { type: "string" } },
      cut: { type: "object", additionalProperties: { type: "integer" } },
    },
  };
}

/** What is masked of some records is text there. */
function seenSchema(field: SeenField): Json {
  return field.disguisedBy === null || field.clear === "never"
    ? valueSchema(field)
    : { anyOf: [valueSchema(field), { type: ["null", "string"] }] };
}

/** What a success of an operation holds. */
export function answerSchema(operation: string, grant: Grant | null): Json {
  const record = grant ? { $ref: `#/components/schemas/${schemaName(grant)}` } : { type: "object" };
  switch (operation) {
    case "record.read":
      return record;
    case "record.reveal":
      return revealedSchema;
    case "record.list":
    case "record.search":
      return listSchema(record);
    case "record.related":
      return listSchema({ type: "object" });
    case "record.create":
    case "record.update":
      return writtenSchema(record);
    case "record.delete":
      return writtenSchema({ type: "null" });
    default:
      return { type: "object" };
  }
}

const revealedSchema: Json = {
  type: "object",
  required: ["record", "values", "expiresAt"],
  properties: {
    record: { type: "string" },
    values: { type: "object" },
    expiresAt: { type: "string" },
  },
};

function listSchema(record: Json): Json {
  return {
    type: "object",
    required: ["records", "page", "count"],
    properties: {
      records: { type: "array", items: record },
      page: {
        type: "object",
        required: ["next", "previous"],
        properties: { next: nullableText, previous: nullableText },
      },
      count: {
        anyOf: [
          { type: "null" },
          {
            type: "object",
            required: ["value", "kind"],
            properties: {
              value: { type: "integer" },
              kind: { enum: ["exact", "estimate", "atLeast"] },
            },
          },
        ],
      },
    },
  };
}

function writtenSchema(record: Json): Json {
  return {
    type: "object",
    required: ["record", "operation", "cascaded"],
    properties: {
      record,
      operation: { type: "string", format: "uuid" },
      cascaded: { type: "array", items: { type: "object" } },
    },
  };
}

/** Component names allow fewer characters than resource names (OpenAPI 3.1, Components Object). */
function schemaName(grant: Grant): string {
  return `Record.${grant.resource.name.replaceAll("~", "-x")}`;
}
