import type { Anchor } from "../../config/config.ts";
import { anchorFile } from "./anchor-file.ts";

export interface HttpAnchorOptions {
  /** Checkpoints are put below it, each under a name of its own. */
  readonly url: string;
  readonly headers?: { readonly [name: string]: string };
  /** Seconds between two checkpoints kept there; default 60. */
  readonly everySeconds?: number;
}

const timeout = 10_000;

/**
 * Keeps checkpoints at an HTTP endpoint: a PUT for each, with `If-None-Match: *` so that a store that understands it
 * never overwrites (RFC 9110, 13.1.2). What was not taken is tried again.
 */
export function httpAnchor({ url, headers = {}, everySeconds = 60 }: HttpAnchorOptions): Anchor {
  return {
    name: `http ${url}`,
    everySeconds,
    keep: async (checkpoint) => {
      const target = `${url.replace(/\/$/, "")}/${anchorFile(checkpoint)}`;
      const ask = (request: RequestInit) =>
        fetch(target, { ...request, redirect: "error", signal: AbortSignal.timeout(timeout) });
      const answer = await ask({
        method: "PUT",
        headers: { "content-type": "text/plain; charset=utf-8", "if-none-match": "*", ...headers },
        body: checkpoint.note,
      });
      if (answer.ok) return checkpoint.note;
      if (answer.status !== 409 && answer.status !== 412)
        throw new Error(`the anchor answered ${answer.status}`);
      const known = await ask({ headers });
      if (!known.ok) throw new Error(`the anchor answered ${known.status}`);
      return await known.text();
    },
  };
}
