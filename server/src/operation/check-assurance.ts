import type { AssuranceConfig, PurserConfig } from "../config/config.ts";
import { printPath } from "../config/path-step.ts";
import type { ConfigProblem } from "../config/problem.ts";
import { suggest } from "../config/suggest.ts";
import type { RegisteredOperation } from "./operation.ts";

/** What is wrong with the operations that a config wants to be proven or confirmed, given those that there are. */
export function checkAssurance(
  { assurance = {}, passkeys }: Pick<PurserConfig, "assurance" | "passkeys">,
  operations: readonly Pick<RegisteredOperation, "name" | "effect">[],
): readonly ConfigProblem[] {
  const known = operations.filter(({ effect }) => effect !== "none").map(({ name }) => name);
  return [
    ...(["fresh", "confirmed"] as const).flatMap((level) =>
      checkNames(level, assurance[level] ?? [], known),
    ),
    ...(passkeys === false && (assurance.confirmed ?? []).length > 0 ? [nothingConfirms] : []),
  ];
}

function checkNames(
  level: keyof Pick<AssuranceConfig, "fresh" | "confirmed">,
  names: readonly string[],
  known: readonly string[],
): readonly ConfigProblem[] {
  return names.flatMap((name, index) =>
    known.includes(name)
      ? []
      : [
          {
            id: "unknown_operation",
            path: printPath(["assurance", level, index]),
            message: `There is no operation "${name}" that shows or changes anything.`,
            hint: suggest(name, known),
          },
        ],
  );
}

const nothingConfirms: ConfigProblem = {
  id: "confirmed_without_passkeys",
  path: "assurance.confirmed",
  message: "Only a passkey confirms, and passkeys are switched off, so nobody could do these.",
  hint: "Leave `passkeys: false` out, or ask for these to be `fresh`.",
};
