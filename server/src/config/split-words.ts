/** Words of a name from the database: `created_at`, `createdAt`, `created-at` and `created at` are the same two. */
export function splitWords(name: string): readonly string[] {
  return name
    .replaceAll(/([\p{Ll}\d])(?=\p{Lu})|(\p{Lu})(?=\p{Lu}\p{Ll})/gu, "$1$2 ")
    .split(/[\s_.-]+/)
    .filter((word) => word !== "");
}
