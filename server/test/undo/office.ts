import type { Reply, TestOffice, Visitor } from "../support/purser.ts";

/** What undoing an operation would do, as somebody sees it. */
export function planOf(visitor: Visitor, operation: string): Promise<Reply> {
  return visitor.get(`/api/audit/${operation}/undo`);
}

/** Undoes an operation as it is now. */
export async function undo(visitor: Visitor, operation: string): Promise<Reply> {
  const { json } = await planOf(visitor, operation);
  return visitor.send(
    "POST",
    `/api/audit/${operation}/undo`,
    { reason: "a mistake" },
    { "if-match": `"${json.version}"` },
  );
}

/** Changes a record as it is now. */
export async function change(
  visitor: Visitor,
  path: string,
  values: { readonly [field: string]: unknown } | null,
): Promise<Reply> {
  const address = `/api/resources/${path}`;
  const { json } = await visitor.get(address);
  const version = { "if-match": `"${json.version}"` };
  return values === null
    ? visitor.send("DELETE", address, undefined, version)
    : visitor.send("PATCH", address, { values }, version);
}

/** An operation whose changes no form can make, by statements of Purser's login; its id. */
export async function operate(
  office: TestOffice,
  { proof }: Visitor,
  table: string,
  ...statements: readonly string[]
): Promise<string> {
  const { rows } = await office.admin.query("select gen_random_uuid() as id");
  const id: string = rows[0].id;
  await office.login.query("begin");
  try {
    await office.login.query({
      text: "select purser.begin_operation($1, 'session', $2, 'test', $3, 'public', $3, '[]', null, null, null, 'test')",
      values: [id, proof, table],
    });
    for (const statement of statements) await office.login.query(statement);
    await office.login.query({ text: "select * from purser.end_operation($1)", values: [id] });
    await office.login.query("commit");
  } catch (error) {
    await office.login.query("rollback");
    throw error;
  }
  return id;
}

/** Every byte of the tables, in the rows' own text. */
export async function bytesOf(office: TestOffice, tables: readonly string[]) {
  const bytes: { [table: string]: readonly string[] } = {};
  for (const table of tables) {
    const { rows } = await office.admin.query(
      `select t::text as row from ${table} as t order by 1`,
    );
    bytes[table] = rows.map(({ row }) => row);
  }
  return bytes;
}
