import { hash, type KeyObject } from "node:crypto";
import * as z from "zod";
import { seal, unseal } from "../config/seal.ts";
import type { Refusal } from "../contract/index.ts";
import { refuse } from "../contract/index.ts";
import type { Order } from "./order.ts";

/** A place in an ordered list: the order's terms of one row, as PostgreSQL's text. */
export type Position = readonly (string | null)[];

/** Where a page begins, and on which side of that place it lies. */
export interface PageStart {
  readonly position: Position;
  readonly side: "after" | "before";
}

/**
 * Everything that a cursor is bound to: another list, order or filter cannot use it. A colleague can, so that an address
 * opens the same page for both; what they see of it is their own grant's matter, and so is the order.
 */
export interface CursorScope {
  readonly resource: string;
  readonly order: Order;
  /** The filter and search as asked for. */
  readonly query: unknown;
}

const positionSchema = z.array(z.string().nullable());

/** Seals a place so that a client can neither read the values in it nor choose them. */
export function sealCursor(key: KeyObject, scope: CursorScope, position: Position): string {
  return seal(key, JSON.stringify(position), contextOf(scope));
}

export function openCursor(key: KeyObject, scope: CursorScope, cursor: string): Position | Refusal {
  const text = unseal(key, cursor, contextOf(scope));
  const position = text === null ? null : positionSchema.safeParse(JSON.parse(text));
  return position?.success && position.data.length === scope.order.terms.length
    ? position.data
    : refuse("invalid_cursor", {
        detail: "The cursor belongs to another list, order or filter.",
      });
}

function contextOf({ resource, order, query }: CursorScope): string {
  const terms = order.terms.map(({ column, direction }) => [column, direction]);
  return hash("sha256", JSON.stringify(["cursor", resource, terms, query]), "base64url");
}
