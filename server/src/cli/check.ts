import { existsSync, readFileSync } from "node:fs";
import { comparePolicies, printDifference } from "../config/compare-policies.ts";
import type { PurserConfig } from "../config/config.ts";
import { policyDocument } from "../config/policy-digest.ts";
import { readPolicy } from "../config/read-policy.ts";
import { createPurser } from "../purser.ts";
import { printIdentityCheck } from "./check-identity.ts";
import { type Command, textOption, textOptions } from "./command.ts";
import { loadConfig } from "./load-config.ts";
import { UsageError } from "./usage-error.ts";

export const check: Command = {
  summary: "checks the config, alone and against the database",
  usage: `  --config FILE    default purser.config.ts
  --policy         print who may do what instead, for --against; needs no database
  --against FILE   fail where somebody may do more than by that policy, or a row rule says
                   something else; needs no database
  --allow PATH     but for this part of the config, as the difference names it; may be given
                   several times
  --identity       look at the identity provider instead, as far as that goes without a person:
                   its keys, clock and claims, Purser's credentials and addresses. Asks it with
                   an invented code, with wrong credentials and with an address that is not
                   registered, each of which it has to refuse; needs no database
  --json           with --identity: the same for machines`,
  options: {
    config: { type: "string" },
    policy: { type: "boolean" },
    against: { type: "string" },
    allow: { type: "string", multiple: true },
    identity: { type: "boolean" },
    json: { type: "boolean" },
  },
  run: async (options) => {
    const config = await loadConfig(textOption(options, "config"));
    if (options.policy === true) return console.log(printPolicy(config));
    if (options.identity === true) return printIdentityCheck(config, options.json === true);
    const file = textOption(options, "against");
    if (file !== undefined) return checkAgainst(config, file, textOptions(options, "allow"));
    const purser = await createPurser(config, { lookOnly: true });
    await purser.stop();
    for (const notice of purser.notices) console.log(notice);
    console.log("The config is in order.");
  },
};

/** With a line for each rule, so that a version control shows what changed. */
function printPolicy(config: PurserConfig): string {
  return JSON.stringify(JSON.parse(policyDocument(config)), null, 2);
}

function checkAgainst(config: PurserConfig, file: string, allowed: readonly string[]): void {
  const was = existsSync(file) ? readPolicy(readFileSync(file, "utf8")) : null;
  const is = readPolicy(policyDocument(config));
  if (was === null || is === null)
    throw new UsageError(
      `${file} holds no policy.`,
      "Write it with `purser check --policy > FILE`, and keep it beside the config.",
    );
  const differences = comparePolicies(was, is);
  const refused = differences.filter(
    ({ effect, path }) =>
      (effect === "widened" || effect === "reworded") &&
      !allowed.some(
        (prefix) =>
          path === prefix || (/^[.[]/.test(path.slice(prefix.length)) && path.startsWith(prefix)),
      ),
  );
  for (const difference of differences)
    console.log(`${refused.includes(difference) ? "! " : "  "}${printDifference(difference)}`);
  if (refused.length > 0)
    throw new UsageError(
      "Somebody may do more than before, or a row rule says something else.",
      `Where it is meant: ${refused.map(({ path }) => `--allow '${path}'`).join(" ")}`,
    );
  console.log(
    differences.length === 0 ? "Nothing has changed." : "Nobody may do more than before.",
  );
}
