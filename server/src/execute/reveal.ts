import { deciderOf } from "../access/reach.ts";
import { keyTextOf } from "../access/record-key.ts";
import type { Refusal, RevealAnswer } from "../contract/index.ts";
import { refuse } from "../contract/index.ts";
import type { TextRow } from "../database/database.ts";
import { type RevealPlan, refuseReveal } from "../plan/reveal.ts";
import type { PageQuery } from "../statement/page.ts";
import { unrecordedPage } from "../statement/recorded.ts";
import {
  type Revealing,
  recordRevealing,
  revealedPage,
  selectRevealed,
} from "../statement/reveal.ts";
import type { Run } from "./context.ts";
import { readingOf } from "./read.ts";

/** Shows fields of one record in clear, all or none, once the log says to whom and why. */
export async function executeReveal(run: Run, plan: RevealPlan): Promise<RevealAnswer | Refusal> {
  const { stores } = run.deployment;
  const { grant, fields, reason, terms } = plan;
  const query = selectRevealed(plan);
  const revealing: Revealing = {
    ...readingOf(run, {
      kind: "record.reveal",
      resource: grant.resource.name,
      fields: fields.map(({ name }) => name),
      details: { reason },
    }),
    terms,
  };
  const statement = stores.together ? revealedPage(query, plan, revealing) : unrecordedPage(query);
  const [row = []] = (await stores.rows.run(statement, run.signal)).rows;
  const [until, present] = row.slice(query.width);
  if (present !== "t") return refuse("not_found", { detail: "There is no such record." });
  const refused = refusedFields(plan, query, row);
  if (refused.length > 0) return refuseReveal(revealing.fields, (name) => refused.includes(name));
  const expiresAt = stores.together ? until : await recordApart(run, query, revealing, row);
  if (!expiresAt) throw new Error("a reveal was neither recorded nor refused");
  return {
    record: keyTextOf(
      grant,
      query.key.map((place) => row[place] ?? ""),
    ),
    values: Object.fromEntries(
      fields.map(({ name, decode }, index) => {
        const text = row[query.fields[index] ?? -1] ?? null;
        return [name, text === null ? null : decode(text)];
      }),
    ),
    expiresAt,
  };
}

/** Fields that may be revealed of other records, and not of this one. */
function refusedFields(
  { fields }: RevealPlan,
  { decided }: PageQuery,
  row: TextRow,
): readonly string[] {
  const isMet = deciderOf(decided.map((place) => row[place] === "t"));
  return fields.filter(({ revealable }) => !isMet(revealable)).map(({ name }) => name);
}

async function recordApart(
  { deployment, signal }: Run,
  query: PageQuery,
  revealing: Revealing,
  row: TextRow,
): Promise<string | null> {
  const key = query.key.map((place) => row[place] ?? null);
  const { rows } = await deployment.stores.ledger.run(recordRevealing(revealing, key), signal);
  return rows[0]?.[0] ?? null;
}
