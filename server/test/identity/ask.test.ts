import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { ask } from "../../src/identity/check/ask.ts";

/** Providers show a page to whom they take for a browser, and an error to others. */
test.each(["program", "browser"] as const)("a %s says what it reads", async (as) => {
  const server = createServer((request, response) => response.end(request.headers.accept));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const answer = await ask(`http://127.0.0.1:${port}`, Date.now, as);
  expect(answer).toMatchObject({
    status: 200,
    text: as === "browser" ? "text/html" : expect.stringContaining("application/json"),
  });
});
