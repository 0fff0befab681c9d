import { Agent, type IncomingMessage, request } from "node:http";
import { median } from "../report/median.ts";
import { type LoadJob, type LoadOutcome, type LoadRequest, loadMessage } from "./job.ts";

/**
 * The load client: a process that sends what it is told and measures each answer. Written here because the known
 * ones round latencies to milliseconds, while a page takes less than one, and cannot send back an answer's `ETag`.
 */

/** Requests under way over one kept-alive connection, and where in its list it is. */
interface Lane {
  readonly agent: Agent;
  readonly cookie: string;
  readonly requests: LoadRequest[];
  next: number;
}

let origin = new URL("http://localhost");
let lanes: readonly Lane[] = [];

process.once("disconnect", () => process.exit());
process.on("message", async (data) => {
  const message = loadMessage.parse(data);
  if ("job" in message) prepare(message.job);
  else process.send?.(await run(message.seconds));
});

function prepare(job: LoadJob): void {
  origin = new URL(job.origin);
  lanes = job.connections.map(({ cookie, requests }) => ({
    agent: new Agent({ keepAlive: true, maxSockets: 1 }),
    cookie,
    requests,
    next: 0,
  }));
}

async function run(seconds: number): Promise<LoadOutcome> {
  const started = performance.now();
  const until = started + seconds * 1000;
  const latencies = (await Promise.all(lanes.map((lane) => drive(lane, until)))).flat();
  const elapsed = (performance.now() - started) / 1000;
  return { p50: median(latencies), perSecond: latencies.length / elapsed };
}

async function drive(lane: Lane, until: number): Promise<readonly number[]> {
  const latencies: number[] = [];
  while (performance.now() < until) {
    const wanted = lane.requests[lane.next++ % lane.requests.length];
    if (wanted === undefined) throw new Error("a connection has nothing to send");
    const sent = performance.now();
    const answer = await send(lane, wanted);
    latencies.push(performance.now() - sent);
    if (wanted.version !== null) wanted.version = answer.headers.etag ?? wanted.version;
  }
  return latencies;
}

/** Resolves once the whole answer has come; anything but a success ends the bench. */
function send({ agent, cookie }: Lane, wanted: LoadRequest): Promise<IncomingMessage> {
  const { method, path, body, version } = wanted;
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        agent,
        host: "127.0.0.1",
        port: origin.port,
        method,
        path,
        headers: {
          host: origin.host,
          cookie,
          ...(body !== null && {
            "content-type": "application/json",
            "content-length": Buffer.byteLength(body),
            origin: origin.origin,
          }),
          ...(version !== null && { "if-match": version }),
        },
      },
      (answer) => {
        let text = "";
        if (answer.statusCode === 200) answer.resume();
        else answer.on("data", (chunk) => (text += chunk));
        answer.on("end", () => {
          if (answer.statusCode === 200) resolve(answer);
          else
            reject(new Error(`${method} ${path} was answered with ${answer.statusCode} ${text}`));
        });
      },
    );
    outgoing.on("error", reject);
    outgoing.end(body ?? undefined);
  });
}
