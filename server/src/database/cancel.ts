import { connect } from "node:net";
import type pg from "pg";

const cancelRequestCode = 80877102;

/**
 * Tells PostgreSQL to stop what a connection is running: a CancelRequest on a socket of its own (PostgreSQL manual,
 * 54.2.8). It goes unencrypted, as libpq's always did; it carries no data, only the key that the server handed out
 * for this. Resolves when the server has taken it, so that the connection is not given to anybody else before: a
 * late cancel would stop the wrong statement. Never rejects; without a cancel the statement timeout still holds.
 */
export function cancelStatement(client: pg.PoolClient): Promise<void> {
  const { processID, secretKey, host, port } = client as unknown as BackendKey;
  if (!processID || !secretKey) return Promise.resolve();
  const request = Buffer.alloc(16);
  request.writeInt32BE(request.length, 0);
  request.writeInt32BE(cancelRequestCode, 4);
  request.writeInt32BE(processID, 8);
  request.writeInt32BE(secretKey, 12);
  const socket = host.startsWith("/") ? connect(`${host}/.s.PGSQL.${port}`) : connect(port, host);
  return new Promise((resolve) => {
    socket.setTimeout(2_000, () => socket.destroy());
    socket.on("error", () => {});
    socket.on("close", () => resolve());
    socket.resume();
    // The server closes; a pooler takes what comes from a socket that is closing for nothing.
    socket.write(request);
  });
}

/** What pg keeps of BackendKeyData and of where it connected; its types leave them out. */
interface BackendKey {
  readonly processID: number | null;
  readonly secretKey: number | null;
  readonly host: string;
  readonly port: number;
}
