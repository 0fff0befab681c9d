import { createPurser } from "../purser.ts";
import { type Command, textOption } from "./command.ts";
import { loadConfig } from "./load-config.ts";

export const check: Command = {
  summary: "checks the config, alone and against the database",
  usage: "  --config FILE   default purser.config.ts",
  options: { config: { type: "string" } },
  run: async (options) => {
    const purser = await createPurser(await loadConfig(textOption(options, "config")), {
      lookOnly: true,
    });
    await purser.stop();
    for (const notice of purser.notices) console.log(notice);
    console.log("The config is in order.");
  },
};
