import { createPurser } from "purser";
import config from "../../demo/purser.config.ts";
import { portToServe, reportReady } from "./ready.ts";

// As fast as they can, and few: more than people ask.
const limits = { ...config.limits, requestsPerMinute: 10_000_000 };
const purser = await createPurser({ ...config, limits });
await purser.start({ port: portToServe() });
reportReady();
