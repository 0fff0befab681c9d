import { v7 as uuidv7 } from "uuid";
import type { ErasedTable } from "../../audit/erase.ts";
import { eraseSubject } from "../../audit/erase.ts";
import type { Subject } from "../../audit/subject.ts";
import { compileSubjects } from "../../audit/subject.ts";
import { readCatalog } from "../../catalog/read.ts";
import { policyDigest } from "../../config/policy-digest.ts";
import { StartError } from "../../config/start-error.ts";
import { openDatabase, outputSettings } from "../../database/database.ts";
import { decodeKey } from "../../resource/key.ts";
import { nameResource } from "../../resource/name.ts";
import { type Command, type Options, textOption } from "../command.ts";
import { loadConfig } from "../load-config.ts";
import { UsageError } from "../usage-error.ts";

export const erase: Command = {
  summary: "erases what the audit log holds of a person",
  usage: `  --resource NAME   of a subject in the config: customers
  --key KEY         of their record, as the console's address shows it
  --reason TEXT     why, for the log
  --config FILE     default purser.config.ts
  --admin-url URL   the login that migrates; default PURSER_ADMIN_URL

  Erases the values of personal columns, also of records that are long deleted. The lines of the log stay, and so does
  every proof of them. The application's own rows are not touched.`,
  options: {
    resource: { type: "string" },
    key: { type: "string" },
    reason: { type: "string" },
    config: { type: "string" },
    "admin-url": { type: "string" },
  },
  run: async (options) => {
    const config = await loadConfig(textOption(options, "config"));
    const reason = needed(options, "reason", "It is written into the log, and stays there.");
    const name = needed(options, "resource", "Name the table of a subject in the config.");
    const text = needed(options, "key", "Copy it from the record's address in the console.");
    const url = textOption(options, "admin-url") ?? process.env.PURSER_ADMIN_URL;
    if (url === undefined)
      throw new UsageError(
        "Erasing needs an administrator's connection: Purser's own login cannot.",
        "Give it with --admin-url, or in PURSER_ADMIN_URL, which other users of this machine cannot see.",
      );
    if (config.database.ledgerUrl !== undefined)
      throw new UsageError(
        "These rows lie in another database than the audit log, which holds no values of theirs.",
        "There is nothing to erase.",
      );
    const admin = openDatabase({ url, connections: 1, settings: outputSettings });
    try {
      const { subjects, problems } = compileSubjects(await readCatalog(admin), config);
      if (problems.length > 0) throw new StartError(problems);
      const subject = findSubject(subjects, name);
      const key = decodeKey(text, subject.table.key.length);
      if (key === null)
        throw new UsageError(`"${text}" is no key.`, "Copy it from the record's address.");
      const operation = uuidv7();
      const policy = policyDigest(config);
      const erased = await eraseSubject(admin, { subject, key, reason, operation, policy });
      for (const line of describe(erased, operation)) console.log(line);
    } finally {
      await admin.end();
    }
  },
};

function needed(options: Options, name: string, hint: string): string {
  const text = textOption(options, name)?.trim() ?? "";
  if (text === "") throw new UsageError(`--${name} is missing.`, hint);
  return text;
}

function findSubject(subjects: readonly Subject[], name: string): Subject {
  const found = subjects.find(({ table }) => nameResource(table.schema, table.name) === name);
  if (found) return found;
  throw new UsageError(
    `The config has no subject whose resource is "${name}".`,
    `Name it in \`subjects\`: \`person: { resource: "${name}", paths: […] }\`.`,
  );
}

function describe(erased: readonly ErasedTable[], operation: string): readonly string[] {
  return [
    ...erased.map(
      ({ schema, table, records, values }) =>
        `${nameResource(schema, table)}: ${values} values erased, of ${records} records`,
    ),
    `Recorded as operation ${operation}.`,
    "Not reached, and for you to settle:",
    "- the application's own rows; the next change through Purser to one that is still there records it anew",
    "- columns that were not personal when a change was recorded, and keys",
    "- what people typed: reasons, and what they searched and filtered for",
    "- backups, replicas that lag, and PostgreSQL's write-ahead log",
    "- exports and deliveries hold commitments only, but evidence that disclosed a value holds that value",
  ];
}
