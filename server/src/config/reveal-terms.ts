import type { RevealConfig } from "./config.ts";

/** Everything about reveals that the config says or leaves to us. */
export type RevealTerms = Required<RevealConfig>;

const usual: RevealTerms = {
  reasons: ["Support request", "Fraud check", "Legal request", "Other"],
  seconds: 300,
  perHour: 30,
  lookupsPerHour: 120,
  reviewDays: 7,
};

export function revealTerms(config: RevealConfig = {}): RevealTerms {
  return { ...usual, ...config };
}
