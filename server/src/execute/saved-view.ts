import { sql } from "kysely";
import * as z from "zod";
import type { GridState, Refusal, SavedView, SavedViewsAnswer } from "../contract/index.ts";
import { isRefusal, refuse } from "../contract/index.ts";
import type { Connection, TextRow } from "../database/database.ts";
import type { Principal } from "../identity/principal.ts";
import type { Fragment } from "../statement/compile.ts";
import { compile } from "../statement/compile.ts";
import type { Run } from "./context.ts";
import { refusalOf } from "./database-refusal.ts";
import { runOperation } from "./operation.ts";
import { queryLedger } from "./read.ts";

/** A person's own view of a resource: made, changed or removed. */
export type ViewChange =
  | { readonly verb: "create"; readonly resource: string; readonly values: ViewValues }
  | {
      readonly verb: "update";
      readonly resource: string;
      readonly id: string;
      readonly values: Partial<ViewValues>;
    }
  | { readonly verb: "delete"; readonly resource: string; readonly id: string };

export interface ViewValues {
  readonly name: string;
  readonly shared: boolean;
  readonly state: GridState;
}

const target = { schema: "purser", name: "saved_view" };
const columns = sql`v.id, v.name, v.shared, v.owner_name, v.state, v.issuer, v.subject`;

/** The caller's views of a resource and those that others share. */
export async function listViews(run: Run, resource: string): Promise<SavedViewsAnswer> {
  const rows = await queryLedger(
    run,
    sql`select ${columns} from purser.saved_view as v
      where v.resource = ${resource} and (v.shared or ${isOwn(run.principal)}) order by v.name, v.id limit 200`,
  );
  return { views: rows.map((row) => readView(row, run.principal)) };
}

/** Views are written like records: in an operation, captured, with their before and after in the log. */
export async function changeView(
  run: Run,
  change: ViewChange,
): Promise<SavedView | null | Refusal> {
  const id = change.verb === "create" ? run.deployment.newId() : change.id;
  const done = await runOperation(
    run,
    {
      kind: `view.${change.verb}`,
      resource: change.resource,
      target,
      keys: change.verb === "create" ? [] : [[id]],
      reason: null,
    },
    {
      change: async (connection) => {
        const { rowCount } = await connection.run(compile(statementFor(change, id, run.principal)));
        return rowCount === 1
          ? null
          : refuse("not_found", { detail: "There is no such view of yours." });
      },
      readAfter: (connection) => readOne(connection, id, run.principal),
      explain: (error) => (isNameTaken(error) ? nameTaken : refusalOf(error, null)),
    },
  );
  return isRefusal(done) ? done : done.after;
}

const nameTaken = refuse("invalid_values", {
  errors: [{ pointer: "/name", message: "is the name of another view of yours" }],
});

function statementFor(
  change: ViewChange,
  id: string,
  { issuer, subject, name }: Principal,
): Fragment {
  switch (change.verb) {
    case "create": {
      const { values } = change;
      return sql`insert into purser.saved_view (id, resource, issuer, subject, owner_name, name, shared, state)
        values (${id}::uuid, ${change.resource}, ${issuer}, ${subject}, ${name}, ${values.name}, ${values.shared}, ${JSON.stringify(values.state)}::jsonb)`;
    }
    case "update": {
      const { values } = change;
      return sql`update purser.saved_view as v set
          name = coalesce(${values.name ?? null}, v.name),
          shared = coalesce(${values.shared ?? null}::boolean, v.shared),
          state = coalesce(${values.state ? JSON.stringify(values.state) : null}::jsonb, v.state)
        where v.id = ${id}::uuid and v.resource = ${change.resource} and v.issuer = ${issuer} and v.subject = ${subject}`;
    }
    case "delete":
      return sql`delete from purser.saved_view as v
        where v.id = ${id}::uuid and v.resource = ${change.resource} and v.issuer = ${issuer} and v.subject = ${subject}`;
  }
}

async function readOne(
  connection: Connection,
  id: string,
  principal: Principal,
): Promise<SavedView | null> {
  const { rows } = await connection.run(
    compile(sql`select ${columns} from purser.saved_view as v where v.id = ${id}::uuid`),
  );
  return rows[0] ? readView(rows[0], principal) : null;
}

const stateSchema = z.json().transform((state) => state as unknown as GridState);

function readView(
  [id, name, shared, owner, state, issuer, subject]: TextRow,
  principal: Principal,
): SavedView {
  return {
    id: id ?? "",
    name: name ?? "",
    shared: shared === "t",
    own: issuer === principal.issuer && subject === principal.subject,
    owner: owner ?? "",
    state: stateSchema.parse(JSON.parse(state ?? "null")),
  };
}

function isOwn({ issuer, subject }: Principal): Fragment {
  return sql`v.issuer = ${issuer} and v.subject = ${subject}`;
}

function isNameTaken(error: unknown): boolean {
  return error instanceof Error && "constraint" in error && error.constraint === "saved_view_name";
}
