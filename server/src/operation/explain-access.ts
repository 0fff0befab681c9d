import * as z from "zod";
import { explainAccess } from "../access/explain.ts";
import { readClaims } from "../access/read-claims.ts";
import type { Holder } from "../access/row-rule.ts";
import { isRefusal, type Refusal, refuse } from "../contract/index.ts";
import { planRecord } from "../plan/record.ts";
import { storableText } from "./input.ts";
import { defineOperation, grantOf, holdsRole, type Scene } from "./operation.ts";

const word = storableText.max(1_000);
const claim = word.regex(/^[^=]+=/, "must be a claim as `name=value`");

export const explainAccessTo = defineOperation({
  name: "access.explain",
  summary: "What people with some roles see of a resource and may do with it, and why.",
  method: "GET",
  path: "/api/access/explain",
  effect: "read",
  assurance: "signedIn",
  status: 200,
  input: z.object({
    query: z.strictObject({
      roles: word.min(1),
      resource: word,
      key: z.string().max(4_000).optional(),
      subject: word.optional(),
      email: word.optional(),
      claim: z.union([claim, z.array(claim).max(100)]).optional(),
    }),
  }),
  plan: ({ query }, scene) => {
    const refusal = refuseUnlessAdministrator(scene);
    if (refusal) return refusal;
    const resource = scene.resources.get(query.resource);
    if (!resource) return refuse("not_found", { detail: "There is no such resource." });
    const roles = query.roles.split(",").map((role) => role.trim());
    if (roles.some((role) => !Object.hasOwn(scene.settings.roles, role)))
      return refuse("malformed_request", {
        errors: [{ pointer: "/roles", message: "names a role that the config does not have" }],
      });
    const holder: Holder = {
      subject: query.subject ?? "",
      email: query.email ?? null,
      roles,
      claims: readClaims([query.claim ?? []].flat()),
    };
    const record = recordOf(scene, resource.name, query.key);
    if (isRefusal(record)) return record;
    const { accessOf, grantsOf } = scene.inForce;
    const grant = grantsOf(holder).get(resource.name) ?? null;
    return {
      kind: "explain",
      plan: {
        explanation: explainAccess(resource, accessOf(resource), holder, grant),
        record,
      },
      answer: (body) => ({ body }),
    };
  },
});

/** A record that the asker may read themselves. */
function recordOf(scene: Scene, resource: string, text: string | undefined) {
  if (text === undefined) return null;
  const asker = grantOf(scene, resource);
  if (isRefusal(asker)) return asker;
  const plan = planRecord(asker, text);
  return isRefusal(plan) ? plan : { text, key: plan.key, asker };
}

export function refuseUnlessAdministrator(scene: Scene): Refusal | null {
  return holdsRole(scene, scene.settings.administerRoles)
    ? null
    : refuse("forbidden", { detail: "Your role does not administer access." });
}
