import { isLoopback } from "../config/loopback.ts";

/** Why Purser does not listen there, or null where it may: on this machine only, since nothing yet guards more. */
export function refuseListenAddress(host: string): string | null {
  return isLoopback(host)
    ? null
    : `Purser does not listen on ${host}: it could be reached from other machines, and nothing guards it there yet. Use 127.0.0.1, and a proxy or tunnel of your own in front.`;
}
