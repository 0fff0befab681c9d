import type { SessionSummary } from "purser/contract";
import { describeDevice } from "../passkey/device.ts";

/** The sessions in which every typed word occurs: in who has it, as what, on which device or from where. */
export function findSessions(
  sessions: readonly SessionSummary[],
  text: string,
): readonly SessionSummary[] {
  const words = text.toLowerCase().split(/\s+/);
  return sessions.filter(({ name, email, roles, address, userAgent }) => {
    const told = [name, email, ...roles, address, describeDevice(userAgent)]
      .join(" ")
      .toLowerCase();
    return words.every((word) => told.includes(word));
  });
}
