import { parseInstant } from "./instant.ts";

const microseconds = 1_000_000;

/** The microsecond before, which is the finest that PostgreSQL keeps, as its text in UTC; null for what is no instant. */
export function justBefore(at: string): string | null {
  const instant = parseInstant(at);
  if (instant === null) return null;
  const fraction = Number(instant.fraction.padEnd(6, "0")) - 1;
  const second = new Date(fraction < 0 ? instant.second - 1000 : instant.second).toISOString();
  const digits = String((fraction + microseconds) % microseconds).padStart(6, "0");
  return `${second.slice(0, 19).replace("T", " ")}.${digits}+00`;
}
