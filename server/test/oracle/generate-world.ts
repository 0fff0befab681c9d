import fc from "fast-check";
import { anyData, anyLater } from "./generate-data.ts";
import { anyPolicy, anyViewer } from "./generate-policy.ts";
import type { Table, World } from "./world.ts";

/** A world over given tables. What the owner changed since is in columns outside keys and references. */
export function anyWorld(tables: readonly Table[]): fc.Arbitrary<World> {
  const roles = fc
    .integer({ min: 1, max: 4 })
    .map((count) => Array.from({ length: count }, (_, index) => `role${index + 1}`));
  return fc
    .tuple(roles, anyData(tables))
    .chain(([names, before]) =>
      fc.tuple(fc.constant(names), anyViewer(names), fc.constant(before), anyLater(tables, before)),
    )
    .chain(([names, viewer, before, after]) =>
      anyPolicy(tables, after, names, viewer).map((policy) => ({
        tables,
        policy,
        viewer,
        before,
        after,
      })),
    );
}
