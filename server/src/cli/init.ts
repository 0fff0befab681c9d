import { randomBytes } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import type { Command } from "./command.ts";
import { UsageError } from "./usage-error.ts";

const configFile = "purser.config.ts";
const secretFile = ".purser/secret";

export const init: Command = {
  summary: "writes a config to start from, and a secret",
  usage: `  Writes ${configFile} and ${secretFile} in this folder, and overwrites neither.`,
  options: {},
  run: async () => {
    await mkdir(".purser", { recursive: true });
    await writeNew(configFile, skeleton);
    await writeNew(secretFile, `${randomBytes(32).toString("base64")}\n`, 0o600);
    await writeFile(".purser/.gitignore", "*\n");
    console.log(`Wrote ${configFile} and ${secretFile}, which git ignores.
Next: fill in ${configFile}, run \`purser check\`, \`purser migrate\` and \`purser start\`.`);
  },
};

async function writeNew(file: string, text: string, mode = 0o644): Promise<void> {
  try {
    await writeFile(file, text, { flag: "wx", mode });
  } catch (cause) {
    if (!(cause instanceof Error && "code" in cause && cause.code === "EEXIST")) throw cause;
    throw new UsageError(
      `${file} is there already.`,
      "It was left as it is; move it away to begin anew.",
      { cause },
    );
  }
}

const skeleton = `import { readFileSync } from "node:fs";
import { defineConfig, oidc } from "purser";

export default defineConfig({
  name: "Back office",
  // Where people open the console. Register \`/auth/callback\` on it with the identity provider.
  origin: "http://localhost:4000",
  database: {
    // Purser's own login, which \`purser migrate\` makes; never the application's.
    url: process.env.PURSER_DATABASE_URL ?? "postgres://purser:password@localhost:5432/app",
  },
  identity: oidc({
    issuer: "https://identity.example.com",
    clientId: "purser",
    clientSecret: process.env.PURSER_CLIENT_SECRET ?? "",
    groupsClaim: "groups",
  }),
  // The same in every process; keep it out of the repository.
  secret: process.env.PURSER_SECRET ?? readFileSync(new URL("${secretFile}", import.meta.url), "utf8").trim(),
  roles: {
    viewer: { groups: ["staff"], description: "Looks, and changes nothing" },
    admin: { groups: ["administrators"], description: "Changes what is granted below", audit: true },
  },
  // What is not named here does not exist for Purser.
  resources: {
    // customers: {
    //   access: {
    //     viewer: { read: { except: ["password_hash"] } },
    //     admin: { read: { except: ["password_hash"] }, update: ["name", "email"] },
    //   },
    // },
  },
});
`;
