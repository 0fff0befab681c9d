import type { WireValue } from "purser/contract";

export function isSameValue(one: WireValue, other: WireValue): boolean {
  if (one === other) return true;
  if (!isList(one) || !isList(other)) return false;
  return (
    one.length === other.length && one.every((item, at) => isSameValue(item, other[at] ?? null))
  );
}

function isList(value: WireValue): value is readonly WireValue[] {
  return Array.isArray(value);
}
