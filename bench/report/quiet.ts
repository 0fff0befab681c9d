import { type Logger, pino } from "pino";

/** A server's log that does not mix with the figures: faults only, on standard error. */
export const quiet: Logger = pino({ level: "error" }, pino.destination(2));
