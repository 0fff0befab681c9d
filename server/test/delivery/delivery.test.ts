import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { deliverNext, type Receiver } from "../../src/audit/delivery.ts";
import { readDeliveryLag } from "../../src/audit/delivery-lag.ts";
import { deliverForever } from "../../src/audit/delivery-loop.ts";
import { webhook } from "../../src/audit/delivery-webhook.ts";
import { leafHash } from "../../src/audit/merkle/hash.ts";
import { printRecord } from "../../src/audit/record/record.ts";
import { openSealedOffice, type SealedOffice } from "../seal/office.ts";
import { withEachServer } from "../support/postgres.ts";
import { openReceiver, type TestReceiver } from "./receiver.ts";

withEachServer((server) => {
  let office: SealedOffice;
  let receiver: TestReceiver;

  beforeAll(async () => {
    office = await openSealedOffice({ server });
  });
  afterAll(() => office.close());
  beforeEach(async () => {
    receiver = await openReceiver();
    await office.admin.query("delete from purser.delivery");
  });
  afterEach(() => receiver.close());

  function open(batch = 3, timeout = 5_000, signal = new AbortController().signal): Receiver {
    return webhook({
      url: receiver.url,
      headers: { authorization: "Bearer x" },
      batch,
      timeout,
      signal,
    });
  }

  /** Delivers until nothing is left, whatever fails in between. Answers how often it failed. */
  async function deliverAll(to = open()): Promise<number> {
    const end = new AbortController();
    let failures = 0;
    await deliverForever({
      deliver: async () => {
        const delivered = await deliverNext(office.ledger, to);
        if (delivered === "idle") end.abort();
        return delivered;
      },
      onFailure: () => {
        failures += 1;
      },
      onRecovery: () => {},
      signal: end.signal,
      pause: async () => {},
    });
    return failures;
  }

  /** Positions of all records that are sealed, each with its leaf, from the tiles. */
  async function sealedPositions(): Promise<readonly number[]> {
    const { rows } = await office.admin.query(
      "select coalesce(max(size), 0)::int as size from purser.checkpoint",
    );
    return Array.from({ length: rows[0].size }, (_, position) => position);
  }

  const parsed = () => receiver.lines.map((line) => JSON.parse(line));
  const positions = () => parsed().flatMap((line) => ("position" in line ? [line.position] : []));

  async function makeRows(count: number): Promise<void> {
    for (let index = 0; index < count; index += 1) await office.signIn("viewer");
    await office.seal();
  }

  test("everything that is sealed arrives in order, as it was sealed, checkpoints in their places", async () => {
    await makeRows(4);
    await makeRows(3);
    await deliverAll();
    expect(positions()).toEqual(await sealedPositions());
    for (const line of parsed().filter((each) => "record" in each))
      expect(leafHash(printRecord(line.record)).toString("base64")).toBe(line.leaf);
    const sizes = parsed().flatMap((line, index) =>
      "checkpoint" in line ? [[Number(line.checkpoint.split("\n")[1]), index]] : [],
    );
    for (const [size, index] of sizes)
      expect(
        receiver.lines.slice(0, index).filter((line) => line.includes('"position"')),
      ).toHaveLength(size ?? 0);
    expect(receiver.headers[0]).toMatchObject({ authorization: "Bearer x" });
    expect(await readDeliveryLag(office.ledger, "webhook")).toMatchObject({
      checkpoints: 0,
      lagSeconds: 0,
    });
  });

  test("through refusals, resets and silence nothing is lost and the order is kept", async () => {
    await makeRows(6);
    receiver.moods.push("refuse", "take", "reset", "hang", "take", "redirect", "refuse", "take");
    expect(await deliverAll(open(3, 200))).toBe(5);
    expect(positions()).toEqual(await sealedPositions());
  });

  test("what was taken though the answer got lost comes again, and nothing else does", async () => {
    await makeRows(6);
    receiver.moods.push("take", "take and reset");
    await deliverAll();
    const all = positions();
    expect([...new Set(all)]).toEqual(await sealedPositions());
    expect(all.length - new Set(all).size).toBeGreaterThan(0);
    expect(all.length - new Set(all).size).toBeLessThanOrEqual(3);
  });

  test("another process goes on where the last one ended, in the middle of a checkpoint too", async () => {
    await makeRows(6);
    receiver.moods.push("take", "take", "refuse");
    await expect(deliverNext(office.ledger, open())).rejects.toThrow("503");
    const lag = await readDeliveryLag(office.ledger, "webhook");
    expect(lag.checkpoints).toBeGreaterThan(0);
    expect(positions()).toHaveLength(6);
    await deliverAll(open());
    expect(positions()).toEqual(await sealedPositions());
  });

  test("two processes never deliver at once", async () => {
    await makeRows(2);
    const taken = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    const first = deliverNext(office.ledger, {
      ...open(100),
      take: () => {
        begun.resolve();
        return taken.promise;
      },
    });
    await begun.promise;
    expect(await deliverNext(office.ledger, open())).toBe("busy");
    taken.resolve();
    expect(await first).toBe("delivered");
  });

  test("waits grow while it fails, and are short again afterwards", async () => {
    const end = new AbortController();
    const waits: number[] = [];
    let turns = 0;
    await deliverForever({
      deliver: async () => {
        turns += 1;
        if (turns <= 10) throw new Error("away");
        return "idle";
      },
      onFailure: () => {},
      onRecovery: () => {},
      signal: end.signal,
      pause: async (wait) => {
        waits.push(wait);
        if (waits.length === 12) end.abort();
      },
    });
    expect(waits).toEqual([
      1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 128_000, 256_000, 300_000, 1_000, 1_000,
    ]);
  });

  test("Purser's login moves a position forward only, and to no checkpoint that there is not", async () => {
    await makeRows(1);
    const advance = (checkpoint: number, lines: number) =>
      office.login.query("select purser.advance_delivery('webhook', 1::smallint, $1, $2)", [
        checkpoint,
        lines,
      ]);
    await advance(1, 2);
    await advance(1, 1);
    await advance(0, 9);
    const { rows } = await office.admin.query(
      "select checkpoint::int, lines::int from purser.delivery",
    );
    expect(rows).toEqual([{ checkpoint: 1, lines: 2 }]);
    await expect(advance(1_000_000, 0)).rejects.toMatchObject({ code: "PU003" });
  });
});
