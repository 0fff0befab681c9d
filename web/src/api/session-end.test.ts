import { expect, test } from "vitest";
import { sessionEnd } from "./session-end.ts";

test("requests that met the end of the session go on together after the next sign-in", async () => {
  const waiting = [sessionEnd.wait(new Error("one")), sessionEnd.wait(new Error("two"))];
  expect(sessionEnd.ended()).toBe(true);
  sessionEnd.resume();
  await Promise.all(waiting);
  expect(sessionEnd.ended()).toBe(false);
});

test("an aborted request no longer waits", async () => {
  const abort = new AbortController();
  const waiting = sessionEnd.wait(new Error("ended"), abort.signal);
  abort.abort(new Error("left the page"));
  await expect(waiting).rejects.toThrow("left the page");
  expect(sessionEnd.ended()).toBe(false);
});
