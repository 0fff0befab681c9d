import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";

/** How a receiver behaves towards one request: takes it, or does not. */
export type Mood = "take" | "refuse" | "hang" | "reset" | "take and reset" | "redirect";

/** A webhook on this machine that does as it is told, and remembers what it took. */
export interface TestReceiver {
  readonly url: string;
  /** For the next requests, one each; after them it takes everything. */
  readonly moods: Mood[];
  readonly lines: string[];
  readonly headers: IncomingMessage["headers"][];
  readonly close: () => Promise<void>;
}

export async function openReceiver(): Promise<TestReceiver> {
  const moods: Mood[] = [];
  const lines: string[] = [];
  const headers: IncomingMessage["headers"][] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await text(request);
    const mood = moods.shift() ?? "take";
    headers.push(request.headers);
    if (mood === "hang") return;
    if (mood === "take" || mood === "take and reset")
      lines.push(...body.split("\n").filter((line) => line !== ""));
    if (mood === "reset" || mood === "take and reset") {
      request.socket.destroy();
    } else {
      const status = { take: 204, refuse: 503, redirect: 307 }[mood];
      response.writeHead(status, mood === "redirect" ? { location: "/elsewhere" } : {}).end();
    }
  };
  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the system gave no port");
  return {
    url: `http://127.0.0.1:${address.port}/`,
    moods,
    lines,
    headers,
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
