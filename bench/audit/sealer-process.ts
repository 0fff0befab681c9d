import { pino } from "pino";
import { startSealer } from "../../server/src/audit/seal/sealer.ts";
import { readSigningKey } from "../../server/src/config/signing-key.ts";
import { openDatabase } from "../../server/src/database/database.ts";
import { reportReady } from "../server/ready.ts";

/** A server's sealer without the server. */

const key = readSigningKey(process.env.BENCH_AUDIT_KEY ?? "");
if (!key) throw new Error("the key cannot be read");
startSealer({
  ledger: openDatabase({ url: process.env.BENCH_LEDGER_URL ?? "", connections: 1 }),
  keys: [key],
  heartbeatSeconds: 60,
  anchors: [],
  log: pino({ level: process.env.BENCH_LOG_LEVEL ?? "warn" }, pino.destination(2)),
});
reportReady();
