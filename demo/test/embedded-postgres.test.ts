import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type EmbeddedPostgres,
  eraseEmbeddedPostgres,
  startEmbeddedPostgres,
} from "../../server/src/database/embedded.ts";

let parent: string;
let folder: string;

beforeAll(async () => {
  // Only its owner may enter: as root, this is where PostgreSQL's own account cannot go.
  parent = await mkdtemp(join(tmpdir(), "embedded-"));
  folder = join(parent, "postgres");
});

afterAll(async () => {
  await eraseEmbeddedPostgres(folder);
  await rm(parent, { recursive: true });
});

test("a cluster is made once and keeps what was written, also over kill -9", async () => {
  const first = await startEmbeddedPostgres({ folder });
  expect(first.fresh).toBe(true);
  await ask(first, "create table written (word text)");
  await ask(first, "insert into written values ('grüße')");
  await first.stop();

  const second = await startEmbeddedPostgres({ folder });
  expect(second.fresh).toBe(false);
  expect(await ask(second, "select word from written")).toEqual(["grüße"]);
  process.kill(second.pid, "SIGKILL");

  const third = await startEmbeddedPostgres({ folder });
  expect(await ask(third, "select word from written")).toEqual(["grüße"]);
  await third.stop();
});

test("it listens on 127.0.0.1 alone and asks for a password", async () => {
  const server = await startEmbeddedPostgres({ folder });
  try {
    expect(await ask(server, "show listen_addresses")).toEqual(["127.0.0.1"]);
    expect(await ask(server, "show unix_socket_directories")).toEqual([""]);
    const stranger = new URL(server.url("postgres"));
    stranger.password = "guessed";
    await expect(new pg.Client(stranger.href).connect()).rejects.toThrow(
      "password authentication failed",
    );
  } finally {
    await server.stop();
  }
});

test("a second start on the same folder and a port in use are told in words", async () => {
  const server = await startEmbeddedPostgres({ folder });
  try {
    await expect(startEmbeddedPostgres({ folder })).rejects.toThrow(
      "PostgreSQL is already running on",
    );
    const elsewhere = join(parent, "elsewhere");
    await expect(startEmbeddedPostgres({ folder: elsewhere, port: server.port })).rejects.toThrow(
      `Port ${server.port} is in use.`,
    );
    await eraseEmbeddedPostgres(elsewhere);
  } finally {
    await server.stop();
  }
});

test("the server ends with the process that started it, even by kill -9", async () => {
  const script = join(parent, "holder.ts");
  const module = new URL("../../server/src/database/embedded.ts", import.meta.url);
  await writeFile(
    script,
    `import { startEmbeddedPostgres } from ${JSON.stringify(module.href)};
    console.log((await startEmbeddedPostgres({ folder: ${JSON.stringify(folder)} })).pid);`,
  );
  const holder = spawn(process.execPath, [script], { stdio: ["ignore", "pipe", "inherit"] });
  const [output] = await once(holder.stdout, "data");
  const pid = Number(output);
  holder.kill("SIGKILL");
  await once(holder, "exit");

  const server = await startEmbeddedPostgres({ folder });
  expect(() => process.kill(pid, 0)).toThrow("ESRCH");
  await server.stop();
});

test("a folder that holds something else is left alone", async () => {
  const home = await mkdtemp(join(tmpdir(), "home-"));
  await writeFile(join(home, "letter.txt"), "dear");
  await expect(startEmbeddedPostgres({ folder: home })).rejects.toThrow("holds something else");
  await rm(home, { recursive: true });
});

async function ask({ url }: EmbeddedPostgres, text: string): Promise<readonly unknown[]> {
  const client = new pg.Client(url("postgres"));
  await client.connect();
  try {
    return (await client.query({ text, rowMode: "array" })).rows.flat();
  } finally {
    await client.end();
  }
}
