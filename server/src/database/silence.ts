import type { Socket } from "node:net";
import type pg from "pg";

/**
 * Breaks a connection off once nothing has gone over it for so many milliseconds, and what runs on it rejects: a server
 * that stands still, or a pooler with none behind it, would keep a caller waiting for ever. Returns what ends the watch.
 */
export function endWhenSilent(client: pg.PoolClient, milliseconds: number | undefined): () => void {
  if (milliseconds === undefined) return () => {};
  const { stream } = (client as unknown as Connected).connection;
  const end = () => void stream.destroy();
  stream.setTimeout(milliseconds, end);
  return () => void stream.setTimeout(0, end);
}

/** What pg keeps of its socket; its types leave it out. */
interface Connected {
  readonly connection: { readonly stream: Socket };
}
