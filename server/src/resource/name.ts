import { encodeTilde } from "./tilde.ts";

/** A resource's name in URLs: the table's, with the schema before it outside `public`. */
export function nameResource(schema: string, table: string): string {
  return schema === "public" ? encodeTilde(table) : `${encodeTilde(schema)}.${encodeTilde(table)}`;
}
