import * as z from "zod";

/** One connection's share of the load: requests sent one after the other, again and again. */
const connection = z.object({
  cookie: z.string(),
  requests: z.array(
    z.object({
      method: z.enum(["GET", "PATCH"]),
      path: z.string(),
      body: z.string().nullable(),
      /** Sent as `If-Match`; the answer's `ETag` takes its place. */
      version: z.string().nullable(),
    }),
  ),
});

export const loadJob = z.object({ origin: z.url(), connections: z.array(connection) });

/** What to send, by as many connections at once. */
export type LoadJob = z.infer<typeof loadJob>;
export type LoadRequest = LoadJob["connections"][number]["requests"][number];

export const loadOutcome = z.object({
  /** Milliseconds from sending a request to having its whole answer, of half of them at most. */
  p50: z.number(),
  perSecond: z.number(),
});

export type LoadOutcome = z.infer<typeof loadOutcome>;

export const loadMessage = z.union([
  z.object({ job: loadJob }),
  z.object({ seconds: z.number().positive() }),
]);

export type LoadMessage = z.infer<typeof loadMessage>;
