import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import { isRefusal } from "../contract/index.ts";
import { refusalOf } from "../execute/database-refusal.ts";
import type { TextStream } from "../execute/text-stream.ts";

/**
 * A text stream as a body, in UTF-8: a piece is made when the client has taken the one before. One that breaks off
 * never has a proper end: the connection is cut, so that nobody takes what arrived for the whole.
 */
export function streamBody(
  { next, broken, stop }: TextStream,
  context: Context,
  onFault: (cause: unknown) => void,
): ReadableStream<Uint8Array> | null {
  const { raw } = context.req;
  raw.signal.addEventListener("abort", stop, { once: true });
  if (raw.method === "HEAD") {
    stop();
    return null;
  }
  const encoder = new TextEncoder();
  return new ReadableStream(
    {
      start: (controller) => {
        const cut = () => {
          stop();
          const cause: unknown = broken.reason;
          if (!isRefusal(cause) && refusalOf(cause, null) === null) onFault(cause);
          const connection = connectionOf(context);
          // Its end comes back as a cancel; what ends with an error is sent that error's words.
          if (connection) connection.destroy();
          else controller.error(cause);
        };
        broken.addEventListener("abort", cut, { once: true });
      },
      pull: async (controller) => {
        const piece = await next().catch(() => undefined);
        if (piece === undefined) return;
        if (piece !== null) return controller.enqueue(encoder.encode(piece));
        stop();
        controller.close();
      },
      cancel: stop,
    },
    { highWaterMark: 0 },
  );
}

/** Null where no connection is behind the request: of a call within the process. */
function connectionOf({ env }: Context): HttpBindings["outgoing"] | null {
  return env && "outgoing" in env ? (env as HttpBindings).outgoing : null;
}
