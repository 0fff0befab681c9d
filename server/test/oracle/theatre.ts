import { randomUUID } from "node:crypto";
import type { RelationDescription } from "../../src/contract/index.ts";
import { findDifference, keepLaws, type Laws } from "./laws.ts";
import { changesBetween, type LoggedChange } from "./model-audit.ts";
import type { Expected, Moment } from "./model-read.ts";
import { hasAddress } from "./model-read.ts";
import { rightsOn } from "./model-rights.ts";
import { addressOf, keyOf } from "./model-value.ts";
import { type Normalise, normaliser } from "./same.ts";
import type { Answer, Call, Stage } from "./stage.ts";
import type { TwinOptions } from "./twin.ts";
import type { Data, Row, Table, World } from "./world.ts";
import { columnOf, rowsOf, tableOf } from "./world.ts";

/** A world and its twin side by side, with the same asked of both. */
export interface Theatre {
  readonly world: World;
  readonly sides: readonly [Side, Side];
  readonly laws: Laws;
  /** Of each table, as somebody is told who may see everything. */
  readonly relations: ReadonlyMap<string, readonly RelationDescription[]>;
  readonly tally: Tally;
  /** Rows as they are now, and as they are in the twin; the model's next question is about these. */
  now: Data;
  twinNow: Data;
  /** Every change since the beginning, and the states in between. */
  readonly log: LoggedChange[];
  /** The table that each operation was aimed at. */
  readonly targets: string[];
  readonly states: Data[];
  /** The twins have parted: PostgreSQL gave away through a declared channel what one has and the other has not. */
  parted: boolean;
}

export interface Side {
  readonly stage: Stage;
  readonly normalise: Normalise;
  /** Operations that changed something, oldest first, by the id that they have on this side. */
  readonly operations: string[];
  /** An instant in each of the states. */
  readonly instants: string[];
}

/** What a run has seen, so that it cannot pass for having seen nothing. */
export interface Tally {
  cases: number;
  /** Answers that were allowed and had something in them. */
  shown: number;
  channels: number;
  readonly operations: Map<string, number>;
  /** Answers by operation and status or code. */
  readonly codes: Map<string, number>;
}

export class Disagreement extends Error {}

/** Builds both sides and lets the owner change one and the other alike. */
export async function openTheatre(
  stages: readonly [Stage, Stage],
  worlds: readonly [World, World],
  tally: Tally,
  options: TwinOptions,
): Promise<Theatre> {
  const [world] = worlds;
  const sideOf = (stage: Stage): Side => ({
    stage,
    normalise: normaliser(options),
    operations: [],
    instants: [],
  });
  const sides = [sideOf(stages[0]), sideOf(stages[1])] as const;
  const { json } = await stages[0].call("owner", { method: "GET", path: "/api/resources" });
  const relations = new Map<string, readonly RelationDescription[]>(
    json.resources.map((each: { name: string; relations: readonly RelationDescription[] }) => [
      each.name,
      each.relations,
    ]),
  );
  const theatre: Theatre = {
    world,
    sides,
    laws: keepLaws(),
    relations,
    tally,
    now: (await stages[0].dump()).data,
    twinNow: (await stages[1].dump()).data,
    log: [],
    targets: [],
    states: [],
    parted: false,
  };
  await refresh(theatre);
  await rehearse(theatre, worlds);
  return theatre;
}

/** Looks at the rows; what is new in them since the last look is what the last operation did. */
export async function refresh(theatre: Theatre): Promise<void> {
  const { sides, world, log, states } = theatre;
  const [one, other] = await Promise.all([sides[0].stage.dump(), sides[1].stage.dump()]);
  const operation = sides[0].operations.length - 1;
  log.push(...changesBetween(world.tables, operation, theatre.now, one.data));
  states.push(one.data);
  sides[0].instants.push(one.at);
  sides[1].instants.push(other.at);
  theatre.now = one.data;
  theatre.twinNow = other.data;
}

/** The owner's changes, which are what the audit log has to tell: of the rows that both twins have, in one order. */
async function rehearse(theatre: Theatre, worlds: readonly [World, World]): Promise<void> {
  const { sides } = theatre;
  for (const table of worlds[0].tables) {
    const [one, other] = worlds.map((world) => listChanges(world, table));
    for (const key of new Set([...(one?.keys() ?? []), ...(other?.keys() ?? [])])) {
      await Promise.all([
        change(sides[0], table, one?.get(key)),
        change(sides[1], table, other?.get(key)),
      ]);
      theatre.targets.push(table.name);
      await refresh(theatre);
    }
  }
}

function listChanges(world: World, table: Table): ReadonlyMap<string, readonly [Row, Row]> {
  return new Map(
    rowsOf(world.before, table.name).flatMap((was, index) => {
      const is = rowsOf(world.after, table.name)[index] ?? was;
      return JSON.stringify(was) === JSON.stringify(is)
        ? []
        : [[addressOf(keyOf(table, was)), [was, is]]];
    }),
  );
}

async function change(
  { stage, operations }: Side,
  table: Table,
  sides: readonly [Row, Row] | undefined,
): Promise<void> {
  // Where the row is not there, the operation is nobody's: it keeps its place all the same.
  if (sides === undefined) {
    operations.push(randomUUID());
    return;
  }
  const [was, is] = sides;
  const path = `/api/resources/${table.name}/records/${addressOf(keyOf(table, was))}`;
  const { headers } = await stage.call("owner", { method: "GET", path });
  const changed = table.columns.filter(({ name }) => was[name] !== is[name]);
  const values = Object.fromEntries(
    changed.map(({ name }) => [name, wireForm(table, name, is[name] ?? null)]),
  );
  const answer = await stage.call("owner", {
    method: "PATCH",
    path,
    body: { values },
    headers: { "if-match": headers.etag ?? "" },
  });
  if (answer.status !== 200) throw new Error(`the owner was refused: ${answer.text}`);
  operations.push(answer.json.operation);
}

/** A text as it crosses HTTP; what does not fit its column goes as it is. */
export function wireForm(table: Table, name: string, text: string | null): unknown {
  const kind = table.columns.find((each) => each.name === name)?.kind;
  if (text === null) return null;
  if (kind === "integer" && /^-?\d+$/.test(text)) return Number(text);
  if (kind === "boolean" && (text === "true" || text === "false")) return text === "true";
  return text;
}

export function momentOf({ world, now }: Theatre): Moment {
  return { world, viewer: world.viewer, data: now };
}

export function twinMomentOf({ world, twinNow }: Theatre): Moment {
  return { world, viewer: world.viewer, data: twinNow };
}

/** How the viewer addresses a record, though it may not be theirs to see. */
export function pathKey(theatre: Theatre, table: Table, key: readonly string[]): string {
  const { world, laws } = theatre;
  const plain = addressOf(key);
  return (isSealed(world, table) && laws.recall(`key of ${table.name}`, plain)) || plain;
}

/** Whether the viewer's address of it cannot even be read: their keys are sealed, and they never saw this one. */
export function isUnknownSeal(theatre: Theatre, table: Table, key: readonly string[]): boolean {
  const { world, laws } = theatre;
  return (
    isSealed(world, table) && laws.recall(`key of ${table.name}`, addressOf(key)) === undefined
  );
}

function isSealed(world: World, table: Table): boolean {
  const rights = rightsOn(world, world.viewer, table.name);
  return (
    rights !== null &&
    hasAddress(rights) &&
    table.key.some((name) => rights.isMasked(columnOf(table, name)))
  );
}

/** A key of a table: mostly of a row that the viewer sees, else of any row of either twin, or of none. */
export function pickKey(theatre: Theatre, table: Table, pick: number): readonly string[] {
  const { world, now, twinNow } = theatre;
  const rights = rightsOn(world, world.viewer, table.name);
  const seen = rowsOf(now, table.name).filter((row) => rights?.isVisible(row));
  const rows =
    pick % 3 > 0 && seen.length > 0
      ? seen
      : [...rowsOf(now, table.name), ...rowsOf(twinNow, table.name)];
  const none = table.key.map((name) => (columnOf(table, name).kind === "text" ? "none" : "999"));
  const row = rows[Math.floor(pick / 3) % (rows.length + 1)];
  return row ? keyOf(table, row) : none;
}

/** A table: mostly one that the viewer knows. */
export function pickTable({ world }: Theatre, pick: number): Table {
  const known = world.tables.filter(({ name }) => rightsOn(world, world.viewer, name));
  const tables = pick % 6 > 0 && known.length > 0 ? known : world.tables;
  return tableOf(world, tables[Math.floor(pick / 6) % tables.length]?.name ?? "");
}

/**
 * An undo is all or nothing: that it has something to do out of sight, or that something out of sight stands against it,
 * is said; what that is is not.
 */
function isToldByUndo(operation: string, ...answers: readonly Answer[]): boolean {
  if (operation === "record.undo") return true;
  const [one, other] = answers.map(stepsInSight);
  return operation === "record.undoPlan" && one === other;
}

interface Step {
  readonly verb: string;
  readonly changed: readonly string[];
  readonly conflict: string | null;
}

/** Of a plan, what it would change of what its reader sees. */
function stepsInSight({ json }: Answer): string {
  const steps: readonly Step[] = json?.steps ?? [];
  return JSON.stringify(
    steps
      .filter(({ verb, changed }) => verb !== "update" || changed.length > 0)
      .map(({ conflict: _, ...step }) => step),
  );
}

/** Asks both sides, and compares their answers with each other and the first with the model's. */
export async function judge(
  theatre: Theatre,
  operation: string,
  callOf: (side: Side) => Call,
  expected: Expected | null,
  project: (answer: Answer) => unknown = ({ json }) => json,
  channel = expected?.channel,
): Promise<readonly [Answer, Answer]> {
  const { sides, tally, laws } = theatre;
  const [one, other] = await Promise.all([
    sides[0].stage.call("viewer", callOf(sides[0])),
    sides[1].stage.call("viewer", callOf(sides[1])),
  ]);
  tally.cases += 1;
  tally.operations.set(operation, (tally.operations.get(operation) ?? 0) + 1);
  const code = `${operation} ${one.json?.code ?? one.status}`;
  tally.codes.set(code, (tally.codes.get(code) ?? 0) + 1);
  const asked = `${operation} ${JSON.stringify(callOf(sides[0]))}`;
  const fail = (what: string): never => {
    throw new Disagreement(`${asked}\n${what}\n  answer: ${one.status} ${one.text}`);
  };
  if (one.status >= 500) fail("the server failed");
  if (expected !== null) {
    const isRefused = "refused" in expected;
    const fault = isRefused
      ? findDifference(laws, { code: expected.refused }, { code: one.json?.code ?? null })
      : one.status >= 400
        ? `is refused instead of ${JSON.stringify(expected.body)}`
        : findDifference(laws, expected.body, project(one));
    if (fault) fail(`the model disagrees: ${fault}`);
    if (!isRefused && !expected.isEmpty) tally.shown += 1;
  } else if (one.status < 300) tally.shown += 1;
  const [text, twin] = [sides[0].normalise(one), sides[1].normalise(other)];
  if (text !== twin) {
    const declared = channel ?? (isToldByUndo(operation, one, other) ? "undo" : undefined);
    if (declared === undefined) fail(`the twin differs:\n  ${text}\n  ${twin}`);
    tally.channels += 1;
    // Sizes tell of what is there, and a plan of what could be done: neither changes anything.
    theatre.parted ||= declared !== "size" && operation !== "record.undoPlan";
  }
  return [one, other];
}
