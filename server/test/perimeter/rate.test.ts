import { expect, test } from "vitest";
import { limitRate, networkOf } from "../../src/perimeter/rate.ts";

/** A limit, and a clock to move by hand. */
function limitAt(perMinute: number) {
  let time = 1_000_000;
  const limit = limitRate(perMinute, () => time);
  return {
    /** What so many takings in a row come to. */
    take: (key: string, times = 1) => Array.from({ length: times }, () => limit.take(key)),
    giveBack: limit.giveBack,
    pass: (seconds: number) => {
      time += seconds * 1000;
    },
  };
}

const nulls = (count: number) => Array.from({ length: count }, () => null);

test.each([1, 7, 120, 1200, 7001])(
  "%i are let through at once, and one more is not",
  (perMinute) => {
    const { take } = limitAt(perMinute);
    expect(take("ada", perMinute)).toEqual(nulls(perMinute));
    expect(take("ada")).toEqual([Math.ceil(60 / perMinute)]);
  },
);

test("they come back evenly, also to whoever keeps asking", () => {
  const { take, pass } = limitAt(6);
  take("ada", 6);
  expect(take("ada", 3)).toEqual([10, 10, 10]);
  pass(9);
  expect(take("ada")).toEqual([1]);
  pass(1);
  expect(take("ada", 2)).toEqual([null, 10]);
  pass(30);
  expect(take("ada", 4)).toEqual([null, null, null, 10]);
});

test("what is given back can be taken again, and no more than that", () => {
  const { take, giveBack } = limitAt(6);
  take("ada", 6);
  giveBack("ada");
  expect(take("ada", 2)).toEqual([null, 10]);
});

test("nothing is forgotten within a minute, whenever it began", () => {
  const { take, pass } = limitAt(6);
  pass(59);
  take("ada", 6);
  pass(2);
  expect(take("ada")).toEqual([8]);
  pass(12);
  take("somebody else");
  expect(take("ada", 2)).toEqual([null, 6]);
  pass(60);
  expect(take("ada", 7)).toEqual([...nulls(6), 10]);
});

test("nobody pays for somebody else, though two hundred come at once", () => {
  const { take } = limitAt(1);
  const waits = Array.from({ length: 200 }, (_, index) => take(networkOf(`198.51.100.${index}`)));
  expect(waits.flat()).toEqual(nulls(200));
  expect(take(networkOf("198.51.100.7"))).toEqual([60]);
});

test("a flood of addresses is forgotten, and takes neither time nor memory without end", () => {
  const { take } = limitAt(1);
  take("ada");
  for (let index = 0; index < 49_999; index += 1) take(`flood ${index}`);
  expect(take("ada")).toEqual([60]);
  for (let index = 0; index < 100_000; index += 1) take(`second flood ${index}`);
  expect(take("ada")).toEqual([null]);
});

test.each([
  ["203.0.113.7", "203.0.113.7"],
  ["203.0.113.7", "::ffff:203.0.113.7"],
  ["2001:db8:0:1::1", "2001:db8:0:1:ffff:ffff:ffff:ffff"],
  ["fe80::1%eth0", "fe80::2%eth1"],
  [null, "no address"],
])("%s and %s are counted as one", (one, other) => {
  expect(networkOf(one)).toBe(networkOf(other));
});

test.each([
  ["203.0.113.7", "203.0.113.8"],
  ["2001:db8:0:1::1", "2001:db8:0:2::1"],
  ["::1", "0.0.0.0"],
  ["203.0.113.7", null],
])("%s and %s are not", (one, other) => {
  expect(networkOf(one)).not.toBe(networkOf(other));
});
