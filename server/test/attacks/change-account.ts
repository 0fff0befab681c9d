import type { Stage } from "./stage.ts";

/** An administrator changes an account; answers the operation's id. */
export async function changeAccount(
  { admin }: Stage,
  id: string,
  values: { readonly [field: string]: string },
  reason?: string,
): Promise<string> {
  const path = `/api/resources/accounts/records/${id}`;
  const { json } = await admin.get(path);
  const version = { "if-match": `"${json.version}"` };
  const reply = await admin.send("PATCH", path, { values, reason }, version);
  if (reply.problem) throw new Error(reply.text);
  return reply.json.operation;
}

/** The operations that changed an account, newest first, as an administrator finds them. */
export async function operationsOn(
  { admin }: Stage,
  id: string,
): Promise<readonly { readonly id: string; readonly at: string }[]> {
  const { json } = await admin.get(`/api/resources/accounts/records/${id}/history`);
  return json.history.map(({ entry }: { entry: { id: string; at: string } }) => entry);
}
