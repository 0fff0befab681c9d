import fc from "fast-check";
import {
  columnName,
  defineAsking,
  expectAddressed,
  pick,
  projectRecord,
  textOf,
} from "./asking.ts";
import { asOf, history, isEntryInReach } from "./model-audit.ts";
import type { Expected } from "./model-read.ts";
import { rightsOn } from "./model-rights.ts";
import { keyOf } from "./model-value.ts";
import type { Answer } from "./stage.ts";
import type { Side, Theatre } from "./theatre.ts";
import { judge, momentOf, pathKey, pickKey, pickTable, refresh } from "./theatre.ts";
import { tableOf } from "./world.ts";

export const recordHistory = defineAsking({
  draw: fc.record({ table: pick, key: pick, limit: fc.constantFrom(1, 50) }),
  play: async (theatre, asked) => {
    const table = pickTable(theatre, asked.table);
    const key = pickKey(theatre, table, asked.key);
    const path = `/api/resources/${table.name}/records/${pathKey(theatre, table, key)}/history`;
    const all = history(momentOf(theatre), theatre.log, table, key);
    const part = (from: number): Expected =>
      "body" in all && Array.isArray(all.body)
        ? {
            ...all,
            body: all.body.slice(from, from + asked.limit),
            isEmpty: all.body.length <= from,
          }
        : all;
    const first = await judge(
      theatre,
      "record.history",
      () => ({ method: "GET", path: `${path}?limit=${asked.limit}` }),
      expectAddressed(theatre, table, key, part(0)),
      projectHistory,
    );
    const [one, other] = first.map(({ json }) => json?.page?.next ?? null);
    if (!one || !other || theatre.parted) return;
    await judge(
      theatre,
      "record.history",
      (side) => ({
        method: "GET",
        path: `${path}?limit=${asked.limit}&after=${side === theatre.sides[0] ? one : other}`,
      }),
      part(asked.limit),
      projectHistory,
    );
  },
});

function projectHistory({ json }: Answer): unknown {
  return json.history.map(
    ({ change }: { readonly change: { readonly [name: string]: unknown } }) => ({
      key: change.key,
      verb: change.verb,
      before: change.before,
      after: change.after,
      masked: change.masked ?? [],
      changed: change.changed,
    }),
  );
}

export const recordAsOf = defineAsking({
  draw: fc.record({ table: pick, key: pick, state: pick }),
  play: async (theatre, asked) => {
    const table = pickTable(theatre, asked.table);
    const key = pickKey(theatre, table, asked.key);
    const place = asked.state % theatre.states.length;
    const path = `/api/resources/${table.name}/records/${pathKey(theatre, table, key)}/as-of`;
    const then = theatre.states[place] ?? theatre.now;
    await judge(
      theatre,
      "record.asOf",
      (side) => ({
        method: "GET",
        path: `${path}?${new URLSearchParams({ at: side.instants[place] ?? "" })}`,
      }),
      expectAddressed(theatre, table, key, asOf(momentOf(theatre), theatre.log, then, table, key)),
      ({ json }) => ({ record: json.record && projectRecord(json.record), changed: json.changed }),
    );
  },
});

export const auditList = defineAsking({
  draw: fc.record({
    resource: fc.option(pick, { freq: 6 }),
    type: fc.constantFrom("operation" as const, "operation" as const, "event" as const),
    key: fc.option(pick),
    field: fc.option(fc.record({ column: pick, strange: fc.integer({ min: 1, max: 40 }) })),
    value: fc.option(pick),
    limit: fc.constantFrom(2, 200),
  }),
  play: async (theatre, asked) => {
    const table = pickTable(theatre, asked.resource ?? 0);
    const key = asked.key === null ? null : pickKey(theatre, table, asked.key);
    const field =
      asked.field && columnName(theatre, table, asked.field.column, asked.field.strange);
    const query = new URLSearchParams({
      type: asked.type,
      limit: String(asked.limit),
      ...(asked.resource !== null && {
        resource: table.name,
        ...(key && { key: pathKey(theatre, table, key) }),
        ...(field && {
          field,
          ...(asked.value !== null && { value: textOf(theatre, table, field, asked.value) }),
        }),
      }),
    });
    const isPlain =
      asked.resource !== null &&
      key === null &&
      !field &&
      asked.type === "operation" &&
      asked.limit === 200;
    await judge(
      theatre,
      "audit.list",
      () => ({ method: "GET", path: `/api/audit?${query}` }),
      isAuditor(theatre)
        ? isPlain
          ? expectOperations(theatre, table.name)
          : null
        : { refused: "forbidden" },
      // Of what is done with saved views, the log says nothing of records.
      ({ json }) =>
        json.entries
          .filter(({ kind }: { readonly kind: string }) => !kind.startsWith("view."))
          .map(({ id }: { readonly id: string }) => id),
    );
  },
});

function isAuditor({ world: { viewer, policy } }: Theatre): boolean {
  return viewer.roles.some((role) => policy.auditors.includes(role));
}

/** Operations aimed at a table, newest first: those about records within the viewer's reach. */
function expectOperations(theatre: Theatre, name: string): Expected | null {
  const { world, log, sides } = theatre;
  if (rightsOn(world, world.viewer, name) === null) return null;
  const ids = sides[0].operations.flatMap((id, operation) => {
    // A delete's own row comes first in the table that it was aimed at; other rows of it followed.
    const made = log.filter(
      (change) => change.operation === operation && change.table === aims(theatre, operation),
    );
    const [aimed] = made;
    if (aimed === undefined || aimed.table !== name) return [];
    const table = tableOf(world, name);
    const key = keyOf(table, aimed.before ?? aimed.after ?? {});
    return isEntryInReach(momentOf(theatre), log, table, key) ? [id] : [];
  });
  return { body: ids.toReversed(), isEmpty: ids.length === 0 };
}

/** The table that an operation was aimed at. */
function aims({ targets }: Theatre, operation: number): string | undefined {
  return targets[operation];
}

export const auditRead = defineAsking({
  draw: fc.record({ operation: pick }),
  play: async (theatre, asked) => {
    await judge(
      theatre,
      "audit.read",
      (side) => ({ method: "GET", path: `/api/audit/${operationOf(side, asked.operation)}` }),
      isAuditor(theatre) ? null : { refused: "forbidden" },
    );
  },
});

/** The id that an operation has on a side; one of nobody's where there is none. */
function operationOf({ operations }: Side, place: number): string {
  return operations[place % (operations.length + 1)] ?? "00000000-0000-7000-8000-000000000000";
}

export const undoPlan = defineAsking({
  draw: fc.record({ operation: pick }),
  play: async (theatre, asked) => {
    await judge(
      theatre,
      "record.undoPlan",
      (side) => ({ method: "GET", path: `/api/audit/${operationOf(side, asked.operation)}/undo` }),
      null,
    );
  },
});

export const undo = defineAsking({
  draw: fc.record({ operation: pick }),
  play: async (theatre, asked) => {
    const { sides } = theatre;
    const path = (side: Side) => `/api/audit/${operationOf(side, asked.operation)}/undo`;
    const plans = await judge(
      theatre,
      "record.undoPlan",
      (side) => ({ method: "GET", path: path(side) }),
      null,
    );
    if (theatre.parted) return;
    const answers = await judge(
      theatre,
      "record.undo",
      (side) => ({
        method: "POST",
        path: path(side),
        body: { reason: "The oracle asks." },
        headers: { "if-match": plans[side === sides[0] ? 0 : 1].headers.etag ?? '"none"' },
      }),
      null,
    );
    if (answers[0].status === 200) {
      // It is aimed at what the operation was that it undoes.
      const place = asked.operation % (sides[0].operations.length + 1);
      theatre.targets.push(theatre.targets[place] ?? "");
      sides[0].operations.push(answers[0].json.operation);
      sides[1].operations.push(answers[1].json.operation);
    }
    await refresh(theatre);
  },
});

export const health = defineAsking({
  draw: fc.constant(null),
  play: async (theatre) => {
    await judge(
      theatre,
      "audit.health",
      () => ({ method: "GET", path: "/api/audit/health" }),
      isAuditor(theatre) ? null : { refused: "forbidden" },
      ({ json }) => json,
      "size",
    );
  },
});

export const proof = defineAsking({
  draw: fc.record({ operation: pick }),
  play: async (theatre, asked) => {
    await judge(
      theatre,
      "audit.proof",
      (side) => ({ method: "GET", path: `/api/audit/${operationOf(side, asked.operation)}/proof` }),
      null,
    );
  },
});
