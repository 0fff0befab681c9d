import { sql } from "kysely";
import * as z from "zod";
import type { InForce } from "../access/in-force.ts";
import { grantedWrites, listRights } from "../access/role-rights.ts";
import type { PurserConfig } from "../config/config.ts";
import { resourceEntry } from "../config/resource-entry.ts";
import type { AccessReport, PersonAccess } from "../contract/index.ts";
import type { TextRow } from "../database/database.ts";
import { compile, type Fragment } from "../statement/compile.ts";
import type { Reviewed } from "./periodic-review.ts";

/** What of a report follows from the config. */
export type PolicyReport = Omit<AccessReport, "people" | "isMore" | "lastReview">;

/** The config's part. */
export function reportPolicy(
  { resources, accessOf, unruled }: InForce,
  config: Pick<PurserConfig, "roles" | "resources"> & Pick<AccessReport, "application" | "policy">,
): PolicyReport {
  const names = Object.keys(config.roles);
  return {
    application: config.application,
    policy: config.policy,
    roles: Object.entries(config.roles).map(([name, role]) => ({
      name,
      description: role.description ?? null,
      groups: role.groups,
      audit: role.audit === true,
      review: role.review === true,
      administer: role.administer === true,
    })),
    resources: [...resources.values()].map(({ name, label }) => ({ name, label })),
    rights: listRights(resources.values(), names, accessOf, unruled),
    signOffs: [...resources.values()].flatMap((resource) => {
      const signed = resourceEntry(config.resources, resource.table)?.signOff ?? {};
      return grantedWrites(accessOf(resource)).map((write) => ({
        resource: resource.name,
        write,
        signOff: signed[write] ?? null,
      }));
    }),
  };
}

/** Who may do what, with who was there. */
export const accessReport: Reviewed<PolicyReport, AccessReport> = {
  reportKind: "access.report",
  reviewKind: "access.review",
  complete: async (ledger, policy, lastReview) => {
    const { rows: people } = await ledger.run(compile(selectPeople));
    return {
      ...policy,
      people: people.slice(0, mostPeople).map(readPerson),
      isMore: people.length > mostPeople,
      lastReview,
    };
  },
};

/** Enough for a page that somebody looks through. */
const mostPeople = 2_000;

const selectPeople: Fragment = sql`
  with latest as (
    select distinct on (s.issuer, s.subject) s.issuer, s.subject, s.name, s.email, s.roles
    from purser.session as s order by s.issuer, s.subject, s.at desc, s.id desc),
  used as (
    select s.issuer, s.subject, max(a.seen_at) as seen_at
    from purser.session as s join purser.session_activity as a on a.session_id = s.id group by s.issuer, s.subject),
  revealed as (
    select s.issuer, s.subject, count(*) as reveals
    from purser.event_act as e join purser.session as s on s.id = e.session_id
    where e.kind = 'record.reveal' and e.code is null and e.at > now() - interval '90 days' group by s.issuer, s.subject)
  select l.issuer, l.subject, l.name, l.email, to_json(l.roles), u.seen_at, coalesce(r.reveals, 0)
  from latest as l join used as u using (issuer, subject) left join revealed as r using (issuer, subject)
  order by u.seen_at desc, l.issuer, l.subject limit ${sql.lit(mostPeople + 1)}`;

const namesSchema = z.array(z.string());

function readPerson([
  issuer,
  subject,
  name,
  email,
  roles,
  lastUse,
  reveals,
]: TextRow): PersonAccess {
  return {
    issuer: issuer ?? "",
    subject: subject ?? "",
    name: name ?? "",
    email: email ?? null,
    roles: namesSchema.parse(JSON.parse(roles ?? "[]")),
    lastUse: lastUse ?? "",
    reveals: Number(reveals),
  };
}
