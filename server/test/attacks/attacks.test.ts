import { readdir } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { problems } from "../../src/contract/index.ts";
import type { Reply } from "../support/purser.ts";
import { type Allowed, nonesuch, type Refusal, type Refused, type Silence } from "./attack.ts";
import { openStage, type Stage } from "./stage.ts";

/** Milliseconds in which even a machine under load refuses what costs nothing to refuse. */
const quickly = 2_000;

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.office.close());

describe.each(await load<Refused>("refused"))("refused: %s", (_, attack) => {
  test(attack.name, async () => {
    await attack.prepare?.(stage);
    const before = await digest(stage);
    const start = performance.now();
    const outcomes = await attack.run(stage);
    expect((performance.now() - start) / outcomes.length).toBeLessThan(quickly);
    expect(outcomes.length).toBeGreaterThan(0);
    for (const outcome of outcomes) {
      expectHeaders(outcome.reply);
      if ("code" in outcome) await expectRefusal(outcome);
      else expectSilence(outcome);
    }
    expect(await digest(stage)).toBe(before);
  });
});

describe.each(await load<Allowed>("allowed"))("allowed: %s", (_, attack) => {
  test(attack.name, async () => {
    await attack.prepare?.(stage);
    for (const { what, reply, status, holds } of await attack.run(stage)) {
      expectHeaders(reply);
      expect([what, reply.status, reply.problem]).toEqual([what, status, null]);
      if (holds) expect(reply.json).toMatchObject(holds);
    }
  });
});

async function load<Kind extends Refused | Allowed>(
  folder: "refused" | "allowed",
): Promise<readonly (readonly [string, Kind])[]> {
  const place = new URL(`${folder}/`, import.meta.url);
  const files = (await readdir(place)).sort();
  return Promise.all(
    files.map(async (file) => {
      const { default: attack }: { default: Kind } = await import(new URL(file, place).href);
      return [attack.threat, attack] as const;
    }),
  );
}

async function expectRefusal(refusal: Refusal): Promise<void> {
  const { what, reply, code, like, unseen, recorded = "event" } = refusal;
  expect([what, reply.status, reply.problem?.code]).toEqual([what, problems[code][0], code]);
  expect(reply.headers.get("content-type")).toBe("application/problem+json");
  if (like) {
    expect(like.reply.text).toContain(code);
    expect([what, withoutId(reply)]).toEqual([
      what,
      withoutId(like.reply).replaceAll(nonesuch, like.hidden),
    ]);
  }
  if (unseen) expect([what, reply.text]).toEqual([what, expect.not.stringContaining(unseen)]);
  expect([what, await recordOf(reply, recorded)]).toEqual([
    what,
    recorded === "nowhere" ? [] : [code],
  ]);
}

function expectSilence({ what, reply, unseen, control }: Silence): void {
  expect([what, control.status, control.text.includes(unseen)]).toEqual([what, 200, true]);
  expect([what, reply.status, reply.text.includes(unseen)]).toEqual([what, 200, false]);
}

function expectHeaders({ headers }: Reply): void {
  expect(headers.get("cache-control")).toBe("no-store");
  expect(headers.get("x-content-type-options")).toBe("nosniff");
}

function withoutId({ text, headers }: Reply): string {
  return text.replace(headers.get("x-request-id") ?? "", "");
}

/** Codes under which a refusal stands in the log. */
async function recordOf(
  { headers, problem }: Reply,
  recorded: Refusal["recorded"],
): Promise<readonly string[]> {
  const { rows } =
    recorded === "count"
      ? await stage.office.admin.query(
          "select distinct code from purser.stranger_refusal where code = $1",
          [problem?.code],
        )
      : await stage.office.admin.query(
          "select code from purser.event where request_id = $1 and code is not null",
          [headers.get("x-request-id")],
        );
  return rows.map((row) => row.code);
}

/** One word for everything that people's data holds. */
async function digest({ office }: Stage): Promise<string> {
  const { rows: tables } = await office.admin.query(`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname = 'public' or (schemaname, tablename) = ('purser', 'saved_view') order by 1`);
  const { rows } = await office.admin.query(
    `select md5(concat_ws(' ', ${tables
      .map(({ name }) => `(select string_agg(t::text, '|' order by t::text) from ${name} as t)`)
      .join(", ")})) as digest`,
  );
  return rows[0].digest;
}
