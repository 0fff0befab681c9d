import { readFile } from "node:fs/promises";
import { pino } from "pino";
import { createPurser } from "../../src/purser.ts";

/** A server process to be killed: `node serve.ts CONFIG.json`. Says its address. */
const config = JSON.parse(await readFile(process.argv[2] ?? "", "utf8"));
const purser = await createPurser(config, { log: pino({ level: "silent" }) });
const { url } = await purser.start({ port: 0 });
console.log(url);
