import { isRuled } from "../access/sight.ts";
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

/**
 * Consequences of a write, in tables of which the caller sees every row: a count would tell of the rows that they do not
 * see.
 */
export function cascadedAnswer(
  { grants }: Scene,
  cascades: readonly Cascade[],
): WriteAnswer["cascaded"] {
  return cascades.flatMap(({ schema, table, verb, count }) => {
    const grant = grantOn(grants, schema, table);
    if (!grant || isRuled(grant)) return [];
    const { name, label } = grant.resource;
    return [{ resource: name, table: label, verb, count }];
  });
}
