import { type Refusal, type ResourceAction, refuse } from "../contract/index.ts";
import { wireDecoder } from "../database/wire.ts";
import { and, type Condition } from "./condition.ts";
import type { Grant, Grants } from "./grant.ts";
import type { Where } from "./reach.ts";
import { disguised, type SeenField } from "./seen-field.ts";

/**
 * What somebody sees who looks at things as somebody else does: what both may see, in clear where both see it in clear,
 * and nothing to write or to reveal. So nobody sees more than without it, whatever the other role may.
 */
export function narrowGrants(own: Grants, others: Grants): Grants {
  return new Map(
    [...own].flatMap(([name, grant]) => {
      const other = others.get(name);
      const narrowed = other && narrowGrant(grant, other);
      return narrowed && narrowed.readable.length > 0 ? [[name, narrowed] as const] : [];
    }),
  );
}

function narrowGrant(own: Grant, other: Grant): Grant {
  const { resource } = own;
  const { conditions, both } = meet(own.conditions, other.conditions);
  const readable = own.readable.flatMap((field) => {
    const twin = other.readable.find(({ name }) => name === field.name);
    return twin ? [narrowField(field, twin, both)] : [];
  });
  const named = (names: readonly string[]) =>
    names.flatMap((name) => readable.filter((field) => field.name === name));
  const key = named(resource.key).filter(({ shown }) => shown === "always");
  const isKeyed = own.key.length > 0 && other.key.length > 0 && key.length === resource.key.length;
  return {
    resource,
    denials: new Map<ResourceAction, Refusal>([
      ...other.denials,
      ...own.denials,
      ...(["create", "update", "delete"] as const).map((action) => [action, readOnly] as const),
    ]),
    rows: and([own.rows, other.rows]),
    conditions,
    readable,
    creates: "never",
    creatable: new Map(),
    updatable: new Map(),
    deletable: "never",
    restorable: new Map(),
    key: isKeyed ? key : [],
    keySeal: key.some(({ disguisedBy }) => disguisedBy !== null)
      ? (own.keySeal ?? other.keySeal)
      : null,
    label:
      named(resource.labelFields).find(
        ({ clear, shown }) => clear === "always" && shown === "always",
      ) ?? null,
  };
}

const readOnly = refuse("forbidden", {
  detail: "You are looking at this as another role does, and change nothing.",
});

type Meet = (own: Where, other: Where) => Where;

/** The records that two rights of two grants both hold of; a place in the one is a new place in `conditions`. */
function meet(
  own: readonly Condition[],
  other: readonly Condition[],
): { readonly conditions: readonly Condition[]; readonly both: Meet } {
  const conditions: Condition[] = [];
  const places = new Map<string, number>();
  const both: Meet = (one, two) => {
    if (one === "never" || two === "never") return "never";
    const met = [
      ...(one === "always" ? [] : [own[one]]),
      ...(two === "always" ? [] : [other[two]]),
    ].filter((condition) => condition !== undefined);
    if (met.length === 0) return "always";
    const name = `${one} ${two}`;
    const place = places.get(name) ?? conditions.push(and(met)) - 1;
    places.set(name, place);
    return place;
  };
  return { conditions, both };
}

function narrowField(own: SeenField, other: SeenField, both: Meet): SeenField {
  const clear = both(own.clear, other.clear);
  const found = both(own.found, other.found);
  const filters = own.filters.filter((operator) => other.filters.includes(operator));
  const disguisedBy = own.disguisedBy ?? other.disguisedBy;
  // Who finds it without a lookup must find it everywhere, or looking it up would reach further than their filter.
  const lookedUp =
    filters.includes("eq") &&
    (own.lookedUp || other.lookedUp) &&
    [own, other].every((field) => field.lookedUp || field.found === "always");
  const shape = clear === "never" ? disguised : own.stored.shape;
  return {
    ...own,
    shape,
    format: clear === "never" ? null : own.stored.format,
    currency: clear === "never" ? null : own.stored.currency,
    shown: both(own.shown, other.shown),
    clear,
    found,
    revealable: "never",
    disguisedBy,
    lookedUp,
    filters: found === "never" ? (lookedUp ? ["eq"] : []) : filters,
    textSearch: found === "never" ? null : own.textSearch,
    sortable: own.sortable && other.sortable,
    decode: wireDecoder(shape),
  };
}
