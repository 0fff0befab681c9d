import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { signInOverHttp } from "../../../demo/sign-in-over-http.ts";
import { eraseEmbeddedPostgres } from "../../src/database/embedded.ts";
import { findFreePort } from "../identity/free-port.ts";
import { createTestDatabase } from "../support/postgres.ts";

const bin = fileURLToPath(new URL("../../bin/purser.js", import.meta.url));
const entry = new URL("../../src/index.ts", import.meta.url).href;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "cli-"));
});

afterEach(() => rm(folder, { recursive: true }));

interface Result {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function start(...words: readonly string[]) {
  return spawn(process.execPath, [bin, ...words], { cwd: folder, env: { PATH: process.env.PATH } });
}

/** What has been said on standard output once it holds `text`. */
function waitFor(child: ReturnType<typeof start>, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk) => {
        said += chunk;
        if (said.includes(text)) resolve(said);
      });
    child.once("close", () => reject(new Error(`it ended with: ${said}`)));
  });
}

async function purser(...words: readonly string[]): Promise<Result> {
  const child = start(...words);
  let out = "";
  let err = "";
  child.stdout.on("data", (text) => {
    out += text;
  });
  child.stderr.on("data", (text) => {
    err += text;
  });
  const [code] = await once(child, "close");
  return { code, out, err };
}

async function writeConfig(changes: { readonly [setting: string]: unknown }): Promise<void> {
  const config = {
    name: "Back office",
    origin: "http://localhost:4000",
    database: { url: "postgres://nobody:wrong@127.0.0.1:1/app" },
    identity: { kind: "oidc", issuer: "https://issuer.test", clientId: "purser" },
    secret: Buffer.alloc(32, 1).toString("base64"),
    roles: { viewer: { groups: ["staff"] } },
    resources: {},
    ...changes,
  };
  await writeFile(
    join(folder, "purser.config.ts"),
    `import { defineConfig } from ${JSON.stringify(entry)};\nexport default defineConfig(${JSON.stringify(config)});\n`,
  );
}

/** One clear message on standard error, and nothing that only a programmer reads. */
function expectFailure({ code, err }: Result, ...messages: readonly (string | RegExp)[]): void {
  for (const message of messages) expect(err).toMatch(message);
  expect(err).not.toMatch(/^\s+at |node:internal|Warning/m);
  expect(code).toBe(1);
}

test("help and version", async () => {
  expect(await purser("--help")).toMatchObject({
    code: 0,
    out: expect.stringContaining("migrate"),
    err: "",
  });
  expect(await purser("start", "--help")).toMatchObject({
    code: 0,
    out: expect.stringContaining("--database-url"),
  });
  expect((await purser("--version")).out).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test("words that mean nothing", async () => {
  expectFailure(await purser("strat"), 'There is no command "strat"', "purser <command>");
  expectFailure(await purser("start", "--prot", "1"), "'--prot'", "--help");
  expectFailure(await purser("start", "--port", "x"), '"x" is no port');
  expectFailure(
    await purser("start", "--database-url", "nonsense"),
    "not the URL of a PostgreSQL database",
  );
});

test("a config that is missing, broken, or no config", async () => {
  expectFailure(await purser("check"), "There is no purser.config.ts", "purser init");
  expectFailure(await purser("check", "--config", "other.ts"), "There is no file other.ts");
  await writeFile(join(folder, "purser.config.ts"), "export default {");
  expectFailure(await purser("check"), "purser.config.ts could not be run");
  await writeFile(join(folder, "purser.config.ts"), "export const config = {};");
  expectFailure(await purser("check"), "the config: This is missing");
});

test("ten mistakes in a config are told at once", async () => {
  await writeConfig({
    nam: "x",
    name: undefined,
    origin: "nowhere",
    database: { url: "nowhere", conections: 1 },
    identity: { kind: "oidc", issuer: "https://issuer.test" },
    secret: "short",
    roles: { viewer: { groups: [] } },
    resources: { orders: { access: { editor: { read: true } } } },
    timeZone: "Berlin",
  });
  const result = await purser("start");
  expectFailure(result, "database.conections: ", "[unknown_role]");
  expect(result.err.trim().split("\n")).toHaveLength(10);
});

test("a database that cannot be reached, does not exist, or refuses the password", async () => {
  await writeConfig({});
  expectFailure(await purser("start"), "The database cannot be reached", "Check host and port");

  const database = await createTestDatabase();
  try {
    const url = new URL(database.url);
    url.password = "wrong";
    await writeConfig({ database: { url: url.href } });
    expectFailure(await purser("check"), "refused the password", "Correct login and password");
    url.href = database.url;
    url.pathname = "/no_such_database";
    await writeConfig({ database: { url: url.href } });
    expectFailure(await purser("check"), "There is no such database");
    await writeConfig({ database: { url: database.url } });
    expectFailure(await purser("start"), "[not_migrated]", "purser migrate");
  } finally {
    await database.drop();
  }
});

test("migrating without the privilege, then with it, then starting on a port in use and on an address for all", {
  timeout: 90_000,
}, async () => {
  const database = await createTestDatabase();
  const url = new URL(database.url);
  url.username += "_purser";
  url.password = "secret";
  await writeConfig({ database: { url: url.href } });
  const taken = createServer().listen(0, "127.0.0.1");
  try {
    await once(taken, "listening");
    const address = taken.address();
    if (address === null || typeof address === "string") throw new Error("the system gave no port");

    expectFailure(await purser("migrate"), "administrator's connection", "PURSER_ADMIN_URL");
    expectFailure(
      await purser("migrate", "--admin-url", database.url),
      "lacks a privilege",
      "may create roles",
    );
    const printed = await purser("migrate", "--admin-url", database.superuserUrl, "--print");
    expect(printed.out).toMatch(/create schema purser/);
    expectFailure(await purser("check"), /refused the password|not_migrated/);
    expect(await purser("migrate", "--admin-url", database.superuserUrl)).toMatchObject({
      code: 0,
      err: "",
    });
    expect(await purser("check")).toMatchObject({
      code: 0,
      out: expect.stringMatching(/The config is in order\.\n$/),
    });

    expectFailure(
      await purser("start", "--port", `${address.port}`),
      "The port is in use",
      "--port",
    );
    expectFailure(
      await purser("start", "--host", "0.0.0.0"),
      "On 0.0.0.0, Purser could be reached",
      "name the networks",
      "access proxy",
      "this machine alone",
      "no_tls",
    );
  } finally {
    taken.close();
    await database.drop();
  }
});

test("init names every table of a database, with secrets hidden and personal data masked", async () => {
  const database = await createTestDatabase();
  const admin = new pg.Client(database.superuserUrl);
  await admin.connect();
  try {
    await admin.query(`create table customers (id int primary key, name text, email text, password_hash text, born_on date);
      create schema odd; create table odd."Two words" (id int primary key, "birth date" date, total int)`);
    expect(await purser("init", "--database-url", database.superuserUrl)).toMatchObject({
      code: 0,
    });
    expect(await readFile(join(folder, "purser.config.ts"), "utf8")).toContain(`  resources: {
    ["odd.Two words"]: {
      fields: {
        ["birth date"]: { mask: "year" },
      },
      access: { viewer: { read: true } },
    },
    customers: {
      fields: {
        name: { mask: "pseudonym" },
        email: { mask: "pseudonym" },
        password_hash: { hidden: true },
      },
      access: { viewer: { read: true } },
    },
  },
`);
  } finally {
    await admin.end();
    await database.drop();
  }
});

test("init writes a config and a secret that only this user reads, and overwrites neither", async () => {
  expect(await purser("init")).toMatchObject({ code: 0, err: "" });
  const secret = join(folder, ".purser/secret");
  expect((await stat(secret)).mode & 0o777).toBe(0o600);
  expect(Buffer.from(await readFile(secret, "utf8"), "base64")).toHaveLength(32);
  expect(await readFile(join(folder, ".purser/.gitignore"), "utf8")).toBe("*\n");
  const before = await readFile(secret, "utf8");
  expectFailure(await purser("init"), "purser.config.ts is there already");
  await rm(join(folder, "purser.config.ts"));
  expectFailure(await purser("init"), ".purser/secret is there already");
  expect(await readFile(secret, "utf8")).toBe(before);
});

test("a preview serves a database at once, signs somebody in, and ends when told", {
  timeout: 120_000,
}, async () => {
  const database = await createTestDatabase();
  const port = await findFreePort();
  const child = start("start", "--database-url", database.url, "--port", `${port}`);
  try {
    const origin = `http://localhost:${port}`;
    expect(await waitFor(child, `Open ${origin}`)).toContain("Nothing is written to the database");
    const cookie = await signInOverHttp(origin, "preview@localhost");
    const me = await fetch(`${origin}/api/me`, { headers: { cookie } });
    expect(await me.json()).toMatchObject({ roles: ["viewer"], banners: [{ level: "warning" }] });
    child.kill("SIGTERM");
    expect(await once(child, "close")).toEqual([0, null]);
  } finally {
    child.kill("SIGKILL");
    await eraseEmbeddedPostgres(join(folder, ".purser/preview/ledger"));
    await database.drop();
  }
});
