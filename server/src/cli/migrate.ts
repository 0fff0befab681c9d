import * as migration from "../audit/migrate.ts";
import { type Command, textOption } from "./command.ts";
import { loadConfig } from "./load-config.ts";
import { UsageError } from "./usage-error.ts";

export const migrate: Command = {
  summary: "makes the audit log, Purser's login and the capture triggers",
  usage: `  --config FILE     default purser.config.ts
  --admin-url URL   a login that may create roles and triggers; default PURSER_ADMIN_URL
  --print           print the statements instead of running them`,
  options: {
    config: { type: "string" },
    "admin-url": { type: "string" },
    print: { type: "boolean" },
  },
  run: async (options) => {
    const config = await loadConfig(textOption(options, "config"));
    const adminUrl = textOption(options, "admin-url") ?? process.env.PURSER_ADMIN_URL;
    if (adminUrl === undefined)
      throw new UsageError(
        "Migrating needs an administrator's connection.",
        "Give it with --admin-url, or in PURSER_ADMIN_URL, which other users of this machine cannot see.",
      );
    if (options.print === true)
      return console.log(await migration.printMigration({ adminUrl, config }));
    await migration.migrate({ adminUrl, config, onProgress: (line) => console.log(line) });
    console.log("The database is ready.");
  },
};
