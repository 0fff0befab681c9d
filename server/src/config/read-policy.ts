import * as z from "zod";
import type { Policy } from "./policy-digest.ts";
import { statedRowRule } from "./stated-row-rule.ts";

const fieldSet = z.union([
  z.literal(true),
  z.array(z.string()),
  z.object({ except: z.array(z.string()) }),
]);

const grant = z.looseObject({
  rows: statedRowRule.exactOptional(),
  read: fieldSet.exactOptional(),
  clear: fieldSet.exactOptional(),
  reveal: fieldSet.exactOptional(),
  filter: fieldSet.exactOptional(),
  sort: fieldSet.exactOptional(),
  create: fieldSet.exactOptional(),
  update: fieldSet.exactOptional(),
  delete: z.boolean().exactOptional(),
});

const role = z.looseObject({
  groups: z.array(z.string()),
  audit: z.boolean().exactOptional(),
  review: z.boolean().exactOptional(),
  administer: z.boolean().exactOptional(),
});

/** As far as rules are compared; what another version wrote beside them is kept and compared as a whole. */
const policySchema = z.object({
  roles: z.record(z.string(), role),
  resources: z.record(z.string(), z.looseObject({ access: z.record(z.string(), z.array(grant)) })),
  requireReason: z.boolean(),
  requireSignOff: z.boolean(),
  reveal: z.looseObject({}),
  perimeter: z.looseObject({
    networks: z.array(z.string()).exactOptional(),
    dangerouslyAllowEveryNetwork: z.boolean().exactOptional(),
    dangerouslyServeWithoutTls: z.boolean().exactOptional(),
  }),
  identity: z.object({
    provider: z.looseObject({}),
    passkeys: z.union([z.literal(false), z.looseObject({})]),
    assurance: z.looseObject({}),
  }),
});

/** A policy that `policyDocument` stated, or null where the text is none. */
export function readPolicy(document: string): Policy | null {
  try {
    return policySchema.parse(JSON.parse(document)) as Policy;
  } catch {
    return null;
  }
}
