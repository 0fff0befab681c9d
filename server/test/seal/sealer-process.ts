import { pino } from "pino";
import { startSealer } from "../../src/audit/seal/sealer.ts";
import { readSigningKey } from "../../src/config/signing-key.ts";
import { openDatabase } from "../../src/database/database.ts";

const [url = "", secret = ""] = process.argv.slice(2);
const key = readSigningKey(secret);
if (!key) throw new Error("the key cannot be read");
startSealer({
  ledger: openDatabase({ url, connections: 1 }),
  keys: [key],
  heartbeatSeconds: 1,
  anchors: [],
  log: pino({ level: "silent" }),
});
// The sealer alone keeps no process alive.
setInterval(() => undefined, 60_000);
