import { proveConsistency, proveEntry, type Unproven } from "../../audit/prove/prove.ts";
import { readTree } from "../../audit/seal/ledger-tree.ts";
import { type Command, textOption } from "../command.ts";
import { UsageError } from "../usage-error.ts";
import { withLedger } from "./with-ledger.ts";

export const prove: Command = {
  summary: "writes what proves one entry of the audit log",
  usage: `  purser audit prove ID   the id of an operation or event

  --config FILE   default purser.config.ts`,
  operands: ["id"],
  options: { config: { type: "string" } },
  run: (options) =>
    withLedger(options, async (ledger) => {
      const id = textOption(options, "id") ?? "";
      if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id))
        throw new UsageError(`"${id}" is no id.`, "Copy it from the audit log.");
      const evidence = await ledger.transaction((connection) => proveEntry(connection, id));
      if (typeof evidence === "string") throw new UsageError(...why[evidence]);
      console.log(JSON.stringify(evidence));
    }),
};

const why: { readonly [unproven in Unproven]: readonly [message: string, hint: string] } = {
  unknown: ["There is no such entry.", "Copy its id from the audit log."],
  unsealed: ["It is not sealed yet.", "Ask again in a moment; a server with a key seals it."],
  too_large: ["It changed too many rows for one file.", "Use `purser audit export`."],
  altered: ["It is not as it was sealed.", "Verify an export; it says what was changed."],
};

export const consistency: Command = {
  summary: "writes what proves that one checkpoint goes on from another",
  usage: `  purser audit consistency OLD NEW   numbers of two checkpoints

  --config FILE   default purser.config.ts`,
  operands: ["old", "new"],
  options: { config: { type: "string" } },
  run: (options) =>
    withLedger(options, async (ledger) => {
      const [older, newer] = ["old", "new"].map((name) => Number(textOption(options, name)));
      const tree = await readTree(ledger);
      const proof =
        older && newer && older <= newer
          ? await proveConsistency(ledger, tree.number, older, newer)
          : null;
      if (!proof)
        throw new UsageError(
          "There are no two such checkpoints.",
          "Give the number of the older one, then that of the newer one.",
        );
      console.log(JSON.stringify(proof));
    }),
};
