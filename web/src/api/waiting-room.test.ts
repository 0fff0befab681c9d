import { expect, test } from "vitest";
import { createWaitingRoom } from "./waiting-room.ts";

const matter = (what: string) => ({ error: new Error(what) });

test("requests that met the end of the session go on together after the next sign-in", async () => {
  const room = createWaitingRoom<{ readonly error: Error }, void>("together");
  const waiting = [room.wait(matter("one")), room.wait(matter("two"))];
  expect(room.first()?.error.message).toBe("one");
  room.resume();
  await Promise.all(waiting);
  expect(room.first()).toBeNull();
});

test("a confirmation is given to one request, and the next one asks for its own", async () => {
  const room = createWaitingRoom<{ readonly error: Error }, string>("oneByOne");
  const waiting = [room.wait(matter("one")), room.wait(matter("two"))];
  room.resume("of the first");
  expect(await waiting[0]).toBe("of the first");
  expect(room.first()?.error.message).toBe("two");
  room.giveUp();
  await expect(waiting[1]).rejects.toThrow("two");
});

test("an aborted request no longer waits", async () => {
  const room = createWaitingRoom<{ readonly error: Error }, void>("together");
  const abort = new AbortController();
  const waiting = room.wait(matter("ended"), abort.signal);
  abort.abort(new Error("left the page"));
  await expect(waiting).rejects.toThrow("left the page");
  expect(room.first()).toBeNull();
  await expect(room.wait(matter("late"), abort.signal)).rejects.toThrow("left the page");
});
