import fc from "fast-check";
import { askings } from "./askings.ts";
import { anyTables } from "./generate-tables.ts";
import { anyWorld } from "./generate-world.ts";
import { layGround, setStage } from "./stage.ts";
import { Disagreement, openTheatre, type Tally } from "./theatre.ts";
import { twinOf } from "./twin.ts";
import type { World } from "./world.ts";

export interface Performance {
  readonly superuserUrl: string;
  readonly cases: number;
  readonly seed: number;
  /** Requests that one world is asked; default 60. More of them are quicker, fewer see more worlds. */
  readonly requestsPerWorld?: number;
  readonly onProgress?: (tally: Tally) => void;
}

/** Worlds that one set of tables serves. */
const worldsPerGround = 5;

/** What came of a run; null where the model and the twins agreed in everything. */
export interface Outcome {
  readonly tally: Tally;
  /** Worlds, and those of them where the owner saw twins differ. */
  readonly worlds: number;
  readonly differing: number;
  readonly failure: string | null;
}

/** Generates worlds and puts generated requests to each and its twin, until enough cases were judged or one fails. */
export async function perform({
  superuserUrl,
  cases,
  seed,
  requestsPerWorld = 60,
  onProgress,
}: Performance): Promise<Outcome> {
  const tally: Tally = { cases: 0, shown: 0, channels: 0, operations: new Map(), codes: new Map() };
  let worlds = 0;
  let differing = 0;
  for (let round = 0; tally.cases < cases; round += 1) {
    const [tables = []] = fc.sample(anyTables, { seed: seed * 1_000 + round, numRuns: 1 });
    const ground = await layGround(superuserUrl, tables);
    try {
      for (let index = 0; index < worldsPerGround && tally.cases < cases; index += 1) {
        const worldSeed = (seed * 1_000 + round) * worldsPerGround + index;
        const [world] = fc.sample(anyWorld(tables), { seed: worldSeed, numRuns: 1 });
        if (!world) continue;
        const options = { pseudonyms: worldSeed % 2 === 0 };
        const twin = twinOf(world, drawer(worldSeed), options);
        if (JSON.stringify(twin) === JSON.stringify(world)) continue;
        worlds += 1;
        const stages = [await setStage(ground, world), await setStage(ground, twin)] as const;
        try {
          const theatre = await openTheatre(stages, [world, twin], tally, options);
          // First the viewer looks around, and learns the addresses that there are.
          for (const index of tables.keys())
            await askings["record.list"]?.asking.play(theatre, {
              table: 6 * index + 1,
              list: everything,
            });
          const property = fc.asyncProperty(anyRequest, async ({ operation, asked }) => {
            if (theatre.parted) return;
            await askings[operation]?.asking.play(theatre, asked);
          });
          const result = await fc.check(property, { seed: worldSeed, numRuns: requestsPerWorld });
          // Last of all, since it leaves its mark in the log.
          differing += Number(await ownerSeesDifference(stages, world));
          if (result.failed)
            return { tally, worlds, differing, failure: explain(world, twin, worldSeed, result) };
        } catch (error) {
          if (error instanceof Disagreement)
            return {
              tally,
              worlds,
              differing,
              failure: `${error.message}\n${print(world, error.message)}`,
            };
          throw error;
        } finally {
          await Promise.all(stages.map((stage) => stage.close()));
        }
        onProgress?.(tally);
      }
    } finally {
      await ground.remove();
    }
  }
  return { tally, worlds, differing, failure: null };
}

const anyRequest = fc.oneof(
  ...Object.entries(askings).map(([operation, { weight, asking }]) => ({
    weight,
    arbitrary: fc.record({ operation: fc.constant(operation), asked: asking.draw }),
  })),
);

const everything = {
  filter: [],
  sort: [],
  fields: null,
  search: null,
  limit: 50,
  count: "exact",
};

async function ownerSeesDifference(
  stages: readonly [Awaited<ReturnType<typeof setStage>>, Awaited<ReturnType<typeof setStage>>],
  world: World,
): Promise<boolean> {
  for (const { name } of world.tables) {
    const path = `/api/resources/${name}/records?limit=200`;
    const [one, other] = await Promise.all(
      stages.map((stage) => stage.call("owner", { method: "GET", path })),
    );
    if (one?.text !== other?.text) return true;
  }
  return false;
}

/** A small generator of numbers (mulberry32), so that a seed stands for the whole run. */
function drawer(seed: number): (bound: number) => number {
  let state = seed | 0;
  return (bound) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
  };
}

function explain(
  world: World,
  twin: World,
  seed: number,
  { counterexample, errorInstance }: { counterexample: unknown; errorInstance: unknown },
): string {
  const message =
    errorInstance instanceof Error
      ? errorInstance instanceof Disagreement
        ? errorInstance.message
        : String(errorInstance.stack)
      : String(errorInstance);
  return [
    message,
    `drawn: ${JSON.stringify(counterexample)}`,
    `world ${seed}:`,
    print(world, message),
    `twin: ${print(twin, message)
      .split("\n")
      .filter((line) => line.startsWith("  "))
      .join("\n")}`,
  ].join("\n");
}

/** As much of a world as a message is about. */
function print({ tables: all, policy, viewer, after }: World, about: string): string {
  const tables = all.filter(({ name }) => about.includes(name));
  return [
    ...tables.map((table) => JSON.stringify(table)),
    `viewer ${JSON.stringify(viewer)}`,
    ...tables.flatMap(({ name }) => [
      `rules of ${name} ${JSON.stringify(policy.rules[name])}`,
      ...(policy.grants[name] ?? [])
        .filter(({ role }) => viewer.roles.includes(role))
        .map((grant) => `grant on ${name} ${JSON.stringify(grant)}`),
      ...(after[name] ?? []).map((row) => `  ${JSON.stringify(Object.values(row))}`),
    ]),
  ].join("\n");
}
