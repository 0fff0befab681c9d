import { always } from "../../access/condition.ts";
import { explainAccess } from "../../access/explain.ts";
import { readClaims } from "../../access/read-claims.ts";
import type { Holder } from "../../access/row-rule.ts";
import type { PurserConfig } from "../../config/config.ts";
import { suggest } from "../../config/suggest.ts";
import { describeAccess, type Standing } from "../../execute/describe-access.ts";
import { standingConditions, standingOf } from "../../execute/explain.ts";
import { rolesOf } from "../../identity/roles.ts";
import { decodeKey } from "../../resource/key.ts";
import { compile } from "../../statement/compile.ts";
import { selectStanding } from "../../statement/explain.ts";
import { type Command, textOption, textOptions } from "../command.ts";
import { UsageError } from "../usage-error.ts";
import { printExplanation } from "./print-explanation.ts";
import { withPolicy } from "./with-policy.ts";

export const explain: Command = {
  summary: "says what people see and may do, and why",
  usage: `  --as GROUPS          groups as the identity provider gives them, or roles; with commas
  --resource NAME      as in addresses: orders, accounts.invoices
  --key KEY            of one record, as in addresses
  --claim NAME=VALUE   what the identity provider says of them; may be given several times
                       (NAME[]=VALUE: a list of one)
  --subject ID         who it is, for rules that read it
  --email ADDRESS      likewise
  --json               the same as JSON
  --config FILE        default purser.config.ts`,
  options: {
    as: { type: "string" },
    resource: { type: "string" },
    key: { type: "string" },
    claim: { type: "string", multiple: true },
    subject: { type: "string" },
    email: { type: "string" },
    json: { type: "boolean" },
    config: { type: "string" },
  },
  run: (options) =>
    withPolicy(options, async ({ resources, accessOf, grantsOf }, config, stores) => {
      const name = textOption(options, "resource") ?? "";
      const resource = resources.get(name);
      if (!resource)
        throw new UsageError(
          name === "" ? "Of which resource?" : `There is no resource "${name}".`,
          name === "" ? "Name it with --resource." : suggest(name, [...resources.keys()]),
        );
      const claims = textOptions(options, "claim");
      if (claims.some((each) => !/^[^=]+=/.test(each)))
        throw new UsageError("A claim is a name and a value.", "Write --claim region=north.");
      const holder: Holder = {
        subject: textOption(options, "subject") ?? "",
        email: textOption(options, "email") ?? null,
        roles: findRoles(textOption(options, "as"), config.roles),
        claims: readClaims(claims),
      };
      const explanation = explainAccess(
        resource,
        accessOf(resource),
        holder,
        grantsOf(holder).get(name) ?? null,
      );
      const text = textOption(options, "key");
      let standing: Standing | null = null;
      if (text !== undefined) {
        const key = decodeKey(text, resource.key.length);
        if (key === null || resource.key.length === 0)
          throw new UsageError(`"${text}" is no key of ${name}.`, "Copy it from an address.");
        const query = selectStanding(resource, always, key, standingConditions(explanation));
        const { rows } = await stores.rows.run(compile(query.select));
        if (!rows[0])
          throw new UsageError("There is no such record.", "Copy its key from an address.");
        const met = rows[0].slice(query.key.length).map((flag) => flag === "t");
        standing = standingOf(explanation, text, met);
      }
      const described = describeAccess(explanation, standing);
      console.log(
        options.json === true ? JSON.stringify(described, null, 2) : printExplanation(described),
      );
    }),
};

/** Roles by their own names, and those that groups give. */
function findRoles(given: string | undefined, roles: PurserConfig["roles"]): readonly string[] {
  const names = (given ?? "")
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  if (names.length === 0)
    throw new UsageError("For whom?", "Name groups of the identity provider, or roles, with --as.");
  const groups = Object.values(roles).flatMap((role) => role.groups);
  const unknown = names.find((name) => !Object.hasOwn(roles, name) && !groups.includes(name));
  if (unknown !== undefined)
    throw new UsageError(
      `"${unknown}" is neither a role nor a group that gives one.`,
      suggest(unknown, [...Object.keys(roles), ...groups]),
    );
  const held = [...names.filter((name) => Object.hasOwn(roles, name)), ...rolesOf(names, roles)];
  return [...new Set(held)];
}
