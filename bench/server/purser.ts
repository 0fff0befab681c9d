import { createPurser } from "purser";
import config from "../../demo/purser.config.ts";
import { portToServe, reportReady } from "./ready.ts";

const purser = await createPurser(config);
await purser.start({ port: portToServe() });
reportReady();
