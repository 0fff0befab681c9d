import type { Stage } from "./stage.ts";

/** An administrator changes what nobody else may see; answers the operation's id. */
export async function changeSecret(
  { admin }: Stage,
  customer: string,
  secret: string,
): Promise<string> {
  const path = `/api/resources/customers/records/${customer}`;
  const { json } = await admin.get(path);
  const reply = await admin.send(
    "PATCH",
    path,
    { values: { secret } },
    { "if-match": `"${json.version}"` },
  );
  return reply.json.operation;
}
