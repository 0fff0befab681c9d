import { randomBytes } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { generateKey, isKeyName } from "../../config/signing-key.ts";
import { type Command, textOption } from "../command.ts";
import { UsageError } from "../usage-error.ts";

const defaultFile = ".purser/audit-key";

export const keygen: Command = {
  summary: "makes the key that seals the audit log",
  usage: `  --out FILE    where the secret goes; default ${defaultFile}, never overwritten
  --name NAME   what signatures are called: yours, such as example.com/audit`,
  options: { out: { type: "string" }, name: { type: "string" } },
  run: async (options) => {
    const file = textOption(options, "out") ?? defaultFile;
    const name = textOption(options, "name") ?? `purser-${randomBytes(4).toString("hex")}`;
    if (!isKeyName(name))
      throw new UsageError(`"${name}" is no name for a key.`, "It has neither spaces nor a plus.");
    const { secret, verifier } = generateKey(name);
    try {
      await writeFile(file, `${secret}\n`, { flag: "wx", mode: 0o600 });
    } catch (cause) {
      const code = cause instanceof Error && "code" in cause ? cause.code : "";
      if (code === "EEXIST")
        throw new UsageError(`${file} is there already.`, "Name another file with --out.", {
          cause,
        });
      if (code === "ENOENT")
        throw new UsageError(`${file} has no folder.`, "Make the folder first.", { cause });
      throw cause;
    }
    console.log(verifier);
    console.error(`The secret is in ${file}; name its text in \`audit.signingKey\`.
The line above is for whoever verifies: give it to them by a way that this machine cannot change.`);
  },
};
