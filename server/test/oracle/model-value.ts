import type { Column, Kind, Row, Table } from "./world.ts";

/** Labels of the enum type that every world has, in their order. */
export const enumLabels = ["new", "open", "done"] as const;

/** How two texts of a kind compare: less than, equal to or greater than zero. */
export function compareTexts(kind: Kind, one: string, other: string): number {
  if (kind === "integer" || kind === "bigint") return Number(BigInt(one) - BigInt(other));
  if (kind === "decimal") return Number(one) - Number(other);
  if (kind === "enum") return placeOf(one) - placeOf(other);
  return one < other ? -1 : one > other ? 1 : 0;
}

function placeOf(label: string): number {
  return (enumLabels as readonly string[]).indexOf(label);
}

/** Null is greater than everything. */
export function compareNullable(kind: Kind, one: string | null, other: string | null): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null);
  return compareTexts(kind, one, other);
}

/** Whether a text can stand in a column of the kind, and in which words PostgreSQL would say it. */
export function fit(kind: Kind, text: string): string | null {
  switch (kind) {
    case "integer":
      return /^-?\d{1,9}$/.test(text) ? String(Number(text)) : null;
    case "bigint":
      return /^-?\d{1,18}$/.test(text) ? String(BigInt(text)) : null;
    case "decimal":
      return /^-?\d{1,9}(\.\d{1,2})?$/.test(text) ? Number(text).toFixed(2) : null;
    case "boolean":
      return text === "true" || text === "false" ? text : null;
    case "enum":
      return placeOf(text) < 0 ? null : text;
    case "date":
      return isDay(text) ? text : null;
    case "text":
      return text;
  }
}

function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text);
}

export type Wire = string | number | boolean | null;

export function wireOf({ kind }: Pick<Column, "kind">, text: string | null): Wire {
  if (text === null) return null;
  if (kind === "integer") return Number(text);
  return kind === "boolean" ? text === "true" : text;
}

/**
 * What an answer shows in a place: a value, or something that only the server's key makes and that the law names: equal
 * where `of` is, and nowhere else.
 */
export type Shown = Wire | { readonly law: string; readonly of: string };

const dots = "•••";

/** What stands for a masked value, by the documentation of masks. */
export function disguise(table: Table, { name, mask }: Column, text: string): Shown {
  if (mask === null) throw new Error(`${name} has no mask`);
  if (typeof mask === "object") return mask.fixed;
  switch (mask) {
    case "pseudonym":
      return { law: `pseudonym of ${table.name}.${name}`, of: text };
    case "lastFour":
      return text.length < 8 ? dots : `${dots}${text.slice(-4)}`;
    case "emailDomain":
      return text.includes("@") ? `${dots}@${text.split("@").at(-1)}` : dots;
    case "year":
      return text.slice(0, 4);
    case "firstTwo":
      return text.length < 4 ? dots : `${text.slice(0, 2)}${dots}`;
  }
}

export function keyOf(table: Table, row: Row): readonly string[] {
  return table.key.map((name) => row[name] ?? "");
}

/** The address of a key that is not masked. */
export function addressOf(parts: readonly string[]): string {
  return parts
    .map((part) =>
      [...Buffer.from(part)]
        .map((byte) => {
          const character = String.fromCharCode(byte);
          return /[\w-]/.test(character) ? character : `~${byte.toString(16).padStart(2, "0")}`;
        })
        .join(""),
    )
    .join(",");
}
