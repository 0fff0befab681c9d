import { sql } from "kysely";
import type { Grant } from "../access/grant.ts";
import { isRuled } from "../access/sight.ts";
import type { Refusal } from "../contract/index.ts";
import { refuse } from "../contract/index.ts";
import type { Run } from "../execute/context.ts";
import { queryLedger } from "../execute/read.ts";
import { compile } from "../statement/compile.ts";
import { selectExists } from "../statement/page.ts";
import { changeInReach } from "./in-reach.ts";

/**
 * A refusal where a record is not within its reader's reach, and never was as far as the log tells. Whoever sees every
 * record may know that the log says nothing of one.
 */
export async function refuseUnknown(
  run: Run,
  grant: Grant,
  key: readonly string[],
): Promise<Refusal | null> {
  if (!isRuled(grant) || (await isThere(run, grant, key)) || (await wasThere(run, grant, key)))
    return null;
  return refuse("not_found", { detail: "There is no such record." });
}

async function isThere(run: Run, grant: Grant, key: readonly string[]): Promise<boolean> {
  const select = sql`select ${selectExists(grant, key)}`;
  const { rows } = await run.deployment.stores.rows.run(compile(select), run.signal);
  return rows[0]?.[0] === "t";
}

async function wasThere(run: Run, grant: Grant, key: readonly string[]): Promise<boolean> {
  const { schema, name } = grant.resource.table;
  const json = JSON.stringify(key);
  const [row] = await queryLedger(
    run,
    sql`select exists (select from purser.change as c
      where c.table_schema = ${schema} and c.table_name = ${name}
        and (c.key = ${json}::jsonb or c.key_after = ${json}::jsonb) and ${changeInReach([grant], key)})`,
  );
  return row?.[0] === "t";
}
