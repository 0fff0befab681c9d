import { isIP } from "node:net";
import type { FieldShape } from "../contract/index.ts";
import { accept, type Parsed, reject } from "./wire-parsed.ts";

const macPattern = /^[0-9a-f]{2}(?:([:-])[0-9a-f]{2})(?:\1[0-9a-f]{2}){4}$/i;
const longMacPattern = /^[0-9a-f]{2}(?:([:-])[0-9a-f]{2})(?:\1[0-9a-f]{2}){6}$/i;

/** `inet`, `cidr`, `macaddr` and `macaddr8` (PostgreSQL manual, 8.9). */
export function parseNetwork(shape: FieldShape, text: string): Parsed {
  switch (shape.type) {
    case "macaddr":
      return macPattern.test(text)
        ? accept(text)
        : reject("must be a MAC address, such as 08:00:2b:01:02:03");
    case "macaddr8":
      return longMacPattern.test(text) || macPattern.test(text)
        ? accept(text)
        : reject("must be a MAC address, such as 08:00:2b:01:02:03:04:05");
    default:
      return isNetwork(text)
        ? accept(text)
        : reject("must be an IP address, such as 192.0.2.1 or 2001:db8::/32");
  }
}

function isNetwork(text: string): boolean {
  const [, address, prefix] = /^([0-9a-f.:]+)(?:\/(0|[1-9]\d{0,2}))?$/i.exec(text) ?? [];
  if (address === undefined) return false;
  const version = isIP(address);
  return version !== 0 && Number(prefix ?? 0) <= (version === 4 ? 32 : 128);
}
