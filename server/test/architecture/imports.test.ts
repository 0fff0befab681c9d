import { describe, expect, test } from "vitest";
import { readSources, type Source } from "./source.ts";

/**
 * Folders of the server, and the files beside them, from the ground up: each may import those before it. The order is
 * the road of a request, so that a stage cannot reach for what only a later one may do.
 */
const order = [
  "contract",
  "config",
  "database",
  "catalog",
  "resource",
  "access",
  "plan",
  "statement",
  "identity",
  "execute",
  "audit",
  "operation",
  "openapi",
  "perimeter",
  "http",
  "purser.ts",
  "mount",
  "index.ts",
  "cli",
];

/** Who holds a connection, or says SQL. Everybody else hands plans on. */
const besideTheDatabase = [
  "database",
  "catalog",
  "identity",
  "execute",
  "audit",
  "purser.ts",
  "cli",
];
const connection = /\b(?:Database|Connection|openDatabase)\b/;
const sql =
  /["'`]\s*(?:select|insert into|update|delete from|merge into|with|create|alter|grant|revoke|drop|call|set)\s[^"'`]*\b(?:from|into|set|table|on|as|role|purser)\b/;

const server = await readSources("server/src");
const web = await readSources("web/src");
const demo = await readSources("demo");

function folderOf(path: string): string {
  return path.split("/")[2] ?? path;
}

describe("the server's folders", () => {
  test("are all in the order", () => {
    expect([...new Set(server.map(({ path }) => folderOf(path)))].sort()).toEqual(
      [...order].sort(),
    );
  });

  test("import what lies before them", () => {
    const wrong = server.flatMap(({ path, imports }) =>
      imports
        .filter(({ from }) => from.startsWith("server/src/"))
        .filter(({ from }) => order.indexOf(folderOf(from)) > order.indexOf(folderOf(path)))
        .map(({ from }) => `${path} → ${from}`),
    );
    expect(wrong).toEqual([]);
  });

  test("hold a connection where rows are read and written, and nowhere else", () => {
    const holders = server.filter(({ imports }) =>
      imports.some(
        ({ from, clause }) =>
          from === "pg" || (from === "server/src/database/database.ts" && connection.test(clause)),
      ),
    );
    expect(outside(besideTheDatabase, holders)).toEqual([]);
  });

  test("say SQL where it is compiled or run, and nowhere else", () => {
    const speakers = server.filter(
      ({ path, text, imports }) =>
        sql.test(text) ||
        (imports.some(({ from }) => from === "kysely") &&
          !/\/(?:stated-)?row-rule\.ts$/.test(path)),
    );
    expect(outside([...besideTheDatabase, "statement"], speakers)).toEqual([]);
  });

  test("read the environment in the command line alone", () => {
    const readers = [...server, ...web].filter(({ text }) => text.includes("process.env"));
    expect(outside(["cli"], readers)).toEqual([]);
  });
});

describe("all files", () => {
  test("import nothing that imports them, types included", () => {
    expect(findCircles([...server, ...web, ...demo])).toEqual([]);
  });

  test("leave no check of the compiler out", () => {
    const silenced = [...server, ...web, ...demo].filter(({ text }) =>
      /@ts-(?:ignore|expect-error|nocheck)|biome-ignore[^\n]*(?:noExplicitAny|noNonNullAssertion)|\bas any\b/.test(
        text,
      ),
    );
    expect(silenced.map(({ path }) => path)).toEqual([]);
  });
});

describe("the console", () => {
  test("knows the contract's types and nothing else of the server", () => {
    const wrong = web.flatMap(({ path, imports }) =>
      imports
        .filter(({ from, clause }) =>
          from.startsWith("purser")
            ? from !== "purser/contract" || !/^(?:import|export) type\b/.test(clause)
            : /^(?:server|demo)\//.test(from),
        )
        .map(({ from }) => `${path} → ${from}`),
    );
    expect(wrong).toEqual([]);
  });
});

function outside(folders: readonly string[], sources: readonly Source[]): readonly string[] {
  expect(sources.length).toBeGreaterThan(0);
  return sources.map(({ path }) => path).filter((path) => !folders.includes(folderOf(path)));
}

/** Each circle once, as the files along it. */
function findCircles(sources: readonly Source[]): readonly string[] {
  const importsOf = new Map(sources.map(({ path, imports }) => [path, imports]));
  const done = new Set<string>();
  const circles: string[] = [];
  const walk = (path: string, way: readonly string[]) => {
    if (way.includes(path)) circles.push([...way.slice(way.indexOf(path)), path].join(" → "));
    if (way.includes(path) || done.has(path)) return;
    for (const { from } of importsOf.get(path) ?? []) walk(from, [...way, path]);
    done.add(path);
  };
  for (const { path } of sources) walk(path, []);
  return circles;
}
