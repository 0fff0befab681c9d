import type { LimitsConfig } from "./config.ts";

/** Everything about how long sessions live, and how many, that the config says or leaves to us. */
export type SessionLimits = Required<
  Pick<
    LimitsConfig,
    | "sessionIdleMinutes"
    | "sessionHours"
    | "sessionsPerPerson"
    | "recheckMinutes"
    | "uncheckedMinutes"
  >
>;

const usual: SessionLimits = {
  sessionIdleMinutes: 15,
  sessionHours: 12,
  sessionsPerPerson: 3,
  recheckMinutes: 5,
  uncheckedMinutes: 60,
};

export function sessionLimits(limits: LimitsConfig = {}): SessionLimits {
  return { ...usual, ...limits };
}
