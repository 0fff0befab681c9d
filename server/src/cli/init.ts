import { randomBytes } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { readCatalog } from "../catalog/read.ts";
import { openDatabase } from "../database/database.ts";
import { type Command, textOption } from "./command.ts";
import { generateResources } from "./generate-resources.ts";
import { UsageError } from "./usage-error.ts";

const configFile = "purser.config.ts";
const secretFile = ".purser/secret";

export const init: Command = {
  summary: "writes a config to start from, and a secret",
  usage: `  Writes ${configFile} and ${secretFile} in this folder, and overwrites neither.
  --database-url URL   name every table of this database, with what looks personal masked and
                       what looks like a secret hidden; nothing is changed there`,
  options: { "database-url": { type: "string" } },
  run: async (options) => {
    const url = textOption(options, "database-url");
    const resources = url === undefined ? example : await readResources(url);
    await mkdir(".purser", { recursive: true });
    await writeNew(configFile, skeleton(resources));
    await writeNew(secretFile, `${randomBytes(32).toString("base64")}\n`, 0o600);
    await writeFile(".purser/.gitignore", "*\n");
    console.log(`Wrote ${configFile} and ${secretFile}, which git ignores.
Next: fill in ${configFile}, run \`purser check\`, \`purser migrate\` and \`purser start\`.`);
  },
};

async function readResources(url: string): Promise<string> {
  const database = openDatabase({ url, connections: 1 });
  try {
    return generateResources(await readCatalog(database));
  } finally {
    await database.end();
  }
}

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

const example = `{
    // customers: {
    //   fields: { email: { mask: "pseudonym" } },
    //   access: {
    //     viewer: { read: { except: ["notes"] } },
    //     admin: { read: true, clear: ["name"], reveal: ["email"], update: ["name"] },
    //   },
    // },
  }`;

const skeleton = (resources: string) => `import { readFileSync } from "node:fs";
import { defineConfig, oidc } from "purser";

export default defineConfig({
  name: "Back office",
  // Where people open the console. Register \`/auth/callback\` on it with the identity provider. Elsewhere than on
  // localhost, Purser also wants to know from where people come: \`perimeter: { networks: ["203.0.113.0/24"] }\`.
  origin: "http://localhost:4000",
  database: {
    // Purser's own login, which \`purser migrate\` makes; never the application's.
    url: process.env.PURSER_DATABASE_URL ?? "postgres://purser:password@localhost:5432/app",
  },
  // Or okta, google, auth0, keycloak, entra or saml, which know these providers' ways. What \`secondFactor\` asks for is
  // looked for in the provider's token; whoever comes without it is asked for a passkey.
  identity: oidc({
    issuer: "https://identity.example.com",
    clientId: "purser",
    clientSecret: process.env.PURSER_CLIENT_SECRET ?? "",
    groupsClaim: "groups",
    secondFactor: { included: { amr: "mfa" } },
  }),
  // The same in every process; keep it out of the repository.
  secret: process.env.PURSER_SECRET ?? readFileSync(new URL("${secretFile}", import.meta.url), "utf8").trim(),
  roles: {
    viewer: { groups: ["staff"], description: "Looks, and changes nothing" },
    admin: { groups: ["administrators"], description: "Changes what is granted below", audit: true },
  },
  // What is not named here does not exist for Purser.
  resources: ${resources},
});
`;
