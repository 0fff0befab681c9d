import { Validator } from "@seriousme/openapi-schema-validator";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { registry } from "../../src/operation/registry.ts";
import { openOffice, type TestOffice } from "../support/purser.ts";
import { shopResources, shopSchema } from "../support/shop.ts";

interface Document {
  readonly paths: {
    readonly [path: string]: { readonly [method: string]: { readonly operationId: string } };
  };
}

let office: TestOffice;
beforeAll(async () => {
  office = await openOffice({
    // Names that are hard on a document of addresses and references.
    schema: `${shopSchema} create table "a/b {c}~" ("d e" int primary key, "f""g" text);`,
    resources: {
      ...shopResources,
      "a/b {c}~": {
        fields: { 'f"g': { mask: "pseudonym" } },
        access: { viewer: { read: true }, admin: { read: true, update: true, reveal: true } },
      },
    },
  });
});
afterAll(() => office.close());

async function read(role: string): Promise<{ readonly document: Document; readonly text: string }> {
  const { json, text } = await (await office.signIn(role)).get("/api/openapi.json");
  return { document: json, text };
}

/** Operations of the document by their name in the registry: `record.update.customers` is `record.update`'s. */
function operationsIn({ paths }: Document): ReadonlySet<string> {
  const ids = Object.values(paths).flatMap((item) =>
    Object.values(item).map(({ operationId }) => operationId),
  );
  expect(new Set(ids).size).toBe(ids.length);
  return new Set(
    registry
      .map(({ name }) => name)
      .filter((name) => ids.some((id) => `${id}.`.startsWith(`${name}.`))),
  );
}

describe("the OpenAPI document", () => {
  test.each(["viewer", "support", "editor", "admin"])("is valid for %s", async (role) => {
    const { document } = await read(role);
    const { valid, errors } = await new Validator().validate({ ...document });
    expect([valid, errors]).toEqual([true, undefined]);
  });

  test("has every operation of the registry for whoever may do everything", async () => {
    const { document } = await read("admin");
    expect([...operationsIn(document)].sort()).toEqual(registry.map(({ name }) => name).sort());
  });

  test("has what a viewer may do, and nothing else", async () => {
    const { document, text } = await read("viewer");
    const operations = operationsIn(document);
    for (const name of ["record.create", "record.update", "record.delete", "record.reveal"])
      expect(operations).not.toContain(name);
    expect(operations).toContain("record.list");
    expect(text).not.toContain('"secret"');
    expect(text).toContain('"credit"');
  });

  test("says of what has to be proven or confirmed how that is asked for", async () => {
    const { document } = await read("admin");
    const challenged = (name: string) => ({
      responses: { 401: { $ref: expect.stringContaining(name) } },
    });
    const confirmation = [{ $ref: "#/components/parameters/Confirmation" }];
    expect(document.paths["/api/sessions/revocations/everybody"]?.post).toMatchObject({
      parameters: confirmation,
      ...challenged("NotConfirmed"),
    });
    expect(document.paths["/api/sessions/revocations"]?.post).toMatchObject(challenged("NotFresh"));
    expect(document.paths["/api/sessions/revocations"]?.post).not.toHaveProperty("parameters");
    expect(document.paths["/api/sessions"]?.get).not.toHaveProperty("responses.401");
  });

  test("demands a body where the operation does", async () => {
    const { document } = await read("admin");
    expect(document.paths["/api/passkeys/{id}"]).toMatchObject({
      patch: { requestBody: { required: true } },
      delete: { requestBody: { required: false } },
    });
  });

  test("has no resource that may not be read", async () => {
    expect((await read("support")).text).not.toContain("open_orders");
    expect((await read("viewer")).text).toContain("open_orders");
  });

  test("asks in a write for what may be written", async () => {
    const { document } = await read("support");
    const patch = document.paths["/api/resources/customers/records/{key}"]?.patch;
    expect(patch).toMatchObject({
      requestBody: {
        content: {
          "application/json": {
            schema: {
              properties: { values: { properties: { note: {} }, additionalProperties: false } },
            },
          },
        },
      },
    });
    expect(JSON.stringify(patch)).not.toContain("credit");
  });
});
