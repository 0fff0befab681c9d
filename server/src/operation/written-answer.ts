import { grantOn } from "../audit/change.ts";
import type { WriteAnswer } from "../contract/index.ts";
import type { Cascade } from "../execute/operation.ts";
import type { Written } from "../execute/write.ts";
import type { Scene } from "./operation.ts";
import type { Answer } from "./task.ts";

/** What a write came to. */
export function writtenAnswer(
  scene: Scene,
  { record, operation, cascades, replayed }: Written,
): Answer {
  const body: WriteAnswer = {
    record,
    operation,
    cascaded: cascadedAnswer(scene, cascades),
  };
  return {
    body,
    headers: {
      ...(record?.version && { etag: `"${record.version}"` }),
      ...(replayed && { "idempotency-replayed": "true" }),
    },
  };
}

/** Consequences of a write; those in tables that the caller may not read are counted without their name. */
export function cascadedAnswer(
  { grants }: Scene,
  cascades: readonly Cascade[],
): WriteAnswer["cascaded"] {
  return cascades.map(({ schema, table, verb, count }) => {
    const resource = grantOn(grants, schema, table)?.resource ?? null;
    return {
      resource: resource?.name ?? null,
      table: resource?.label ?? "other records",
      verb,
      count,
    };
  });
}
