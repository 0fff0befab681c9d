import * as z from "zod";
import type { Grant } from "../access/grant.ts";
import type { Assurance, ResourceAction } from "../contract/index.ts";
import { demandedAssurance } from "../operation/assurance.ts";
import type { RegisteredOperation, Scene } from "../operation/operation.ts";
import { registry } from "../operation/registry.ts";
import {
  confirmationParameter,
  problemResponses,
  problemSchema,
  responseComponents,
} from "./problem-responses.ts";
import { answerSchema, recordSchemas } from "./schema.ts";
import { writableSchema } from "./value-schema.ts";

type Json = { readonly [name: string]: unknown };

/** What a resource must allow for an operation on it to be described. */
const needs: { readonly [operation: string]: ResourceAction } = {
  "record.read": "read",
  "record.reveal": "read",
  "record.related": "read",
  "record.lookup": "read",
  "record.create": "create",
  "record.update": "update",
  "record.delete": "delete",
  "record.history": "history",
  "record.asOf": "history",
};

/**
 * The API as an OpenAPI 3.1 document (https://spec.openapis.org/oas/v3.1.1), made from the registry and from what this
 * principal may see and do: what is hidden from them is not in it.
 */
export function describeApi(scene: Scene): Json {
  const paths: { [path: string]: { [method: string]: Json } } = {};
  const { assurance } = scene.settings;
  for (const operation of registry) {
    const demanded = demandedAssurance(operation, assurance);
    for (const { path, grant } of expand(operation, scene)) {
      const item = paths[path] ?? {};
      item[operation.method.toLowerCase()] = describeOperation(operation, path, grant, demanded);
      paths[path] = item;
    }
  }
  return {
    openapi: "3.1.1",
    info: {
      title: `${scene.settings.application} back office`,
      version: "1",
      description: "What you may do here. Every call is recorded in the audit log under your name.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: "/" }],
    security: [{ session: [] }],
    paths,
    components: {
      securitySchemes: {
        session: {
          type: "apiKey",
          in: "cookie",
          name: "purser",
          description: "The session that signing in at /auth/login begins.",
        },
      },
      parameters: { Confirmation: confirmationParameter },
      responses: responseComponents(assurance.freshSeconds),
      schemas: {
        Problem: problemSchema,
        ...inputSchemas,
        ...recordSchemas([...scene.grants.values()]),
      },
    },
  };
}

/** One path per resource that allows the operation, or the path itself. */
function expand(
  operation: RegisteredOperation,
  { grants }: Scene,
): readonly { readonly path: string; readonly grant: Grant | null }[] {
  if (!operation.path.includes("{resource}")) return [{ path: operation.path, grant: null }];
  const action = needs[operation.name];
  return [...grants.values()]
    .filter((grant) => action === undefined || !grant.denials.has(action))
    .filter((grant) => operation.name !== "record.reveal" || revealsAnything(grant))
    .map((grant) => ({ path: operation.path.replace("{resource}", grant.resource.name), grant }));
}

function revealsAnything({ readable }: Grant): boolean {
  return readable.some(({ revealable }) => revealable !== "never");
}

function describeOperation(
  operation: RegisteredOperation,
  path: string,
  grant: Grant | null,
  demanded: Assurance,
): Json {
  const { properties = {}, required = [] } = jsonSchemaOf(operation.input);
  const body =
    grant && isWrite(operation)
      ? writableSchema(grant, operation.name === "record.create" ? "create" : "update")
      : properties.body;
  const parameters = [
    ...parametersIn("path", properties.path, path),
    ...parametersIn("query", properties.query, path),
    ...parametersIn("header", properties.headers, path),
    ...(demanded === "confirmed" ? [{ $ref: "#/components/parameters/Confirmation" }] : []),
  ];
  return {
    operationId: grant ? `${operation.name}.${grant.resource.name}` : operation.name,
    summary: operation.summary,
    ...(grant && { tags: [grant.resource.label] }),
    ...(parameters.length > 0 && { parameters }),
    ...(body !== undefined && {
      requestBody: {
        required: required.includes("body"),
        content: { "application/json": { schema: body } },
      },
    }),
    responses: {
      [operation.status]: {
        description: operation.status === 204 ? "Done." : "What was asked for.",
        ...(operation.status !== 204 && {
          content: answerContent(operation, grant),
        }),
      },
      ...problemResponses(demanded),
    },
  };
}

function answerContent({ name }: RegisteredOperation, grant: Grant | null): Json {
  return name === "record.export"
    ? { "text/csv": { schema: { type: "string" } } }
    : { "application/json": { schema: answerSchema(name, grant) } };
}

function isWrite({ name }: RegisteredOperation): boolean {
  return name === "record.create" || name === "record.update";
}

const objectSchema = z.object({
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  $defs: z.record(z.string(), z.unknown()).optional(),
});

/** References of a schema to its own definitions lead to the document's components instead. */
function jsonSchemaOf(input: z.ZodType): z.infer<typeof objectSchema> {
  const schema = JSON.stringify(
    z.toJSONSchema(input, { io: "input", unrepresentable: "any", reused: "inline", cycles: "ref" }),
  );
  return objectSchema.parse(JSON.parse(schema.replaceAll('"#/$defs/', '"#/components/schemas/')));
}

/** What inputs refer to by name, since it holds itself. */
const inputSchemas: Json = Object.fromEntries(
  registry.flatMap(({ input }) => Object.entries(jsonSchemaOf(input).$defs ?? {})),
);

/** Parameters by their place; those of the path that it no longer holds were filled in. */
function parametersIn(
  place: "path" | "query" | "header",
  schema: unknown,
  path: string,
): readonly Json[] {
  const { properties = {}, required = [] } = schema === undefined ? {} : objectSchema.parse(schema);
  return Object.entries(properties)
    .filter(([name]) => place !== "path" || path.includes(`{${name}}`))
    .map(([name, given]) => ({
      name,
      in: place,
      required: place === "path" || required.includes(name),
      schema: given,
    }));
}
