import type { Grant } from "../access/grant.ts";
import { showValue } from "../access/seen-field.ts";
import type { Sight } from "../access/sight.ts";
import type { WireValue, WireValues } from "../contract/index.ts";
import type { Side } from "./personal.ts";

/** A captured image as somebody may see it today, whatever could be seen when it was captured. */
export type ShownImage = ReadonlyMap<string, ShownField>;

interface ShownField {
  readonly level: "clear" | "masked";
  readonly value: WireValue;
  /** Tells the value from another one, as far as its reader may tell. */
  readonly identity: WireValue;
}

/**
 * Null where there is no image, or none that is within reach. `told` has what a value is told from others by, where that
 * is not the value itself: commitments, by which one that was erased is still another one.
 */
export function showImage(
  grant: Grant,
  image: Side | null,
  { isSeen, decided }: Sight,
  told: Side | null = image,
): ShownImage | null {
  if (image === null || !isSeen) return null;
  return new Map(
    grant.readable
      .filter(({ name }) => Object.hasOwn(image, name))
      .flatMap((field): readonly (readonly [string, ShownField])[] => {
        const { name } = field;
        const shown = showValue(field, image[name] ?? null, decided);
        if (shown.level === "absent") return [];
        const identity = shown.level === "clear" ? (told?.[name] ?? null) : shown.value;
        return [[name, { ...shown, identity }]];
      }),
  );
}

export function valuesOf(image: ShownImage | null): WireValues | null {
  return image && Object.fromEntries([...image].map(([name, { value }]) => [name, value]));
}

/** Fields that are masked in any of the images, as an answer says it: nothing where there are none. */
export function maskedIn(
  { readable }: Grant,
  ...images: readonly (ShownImage | null)[]
): { readonly masked?: readonly string[] } {
  const masked = readable
    .map(({ name }) => name)
    .filter((name) => images.some((image) => image?.get(name)?.level === "masked"));
  return masked.length > 0 ? { masked } : {};
}

/** Fields that both images show, and not alike: what a mask makes the same is not told. */
export function differingFields(
  { readable }: Grant,
  one: ShownImage | null,
  other: ShownImage | null,
): readonly string[] {
  return readable
    .map(({ name }) => name)
    .filter((name) => {
      const [first, second] = [one?.get(name), other?.get(name)];
      return (
        first !== undefined &&
        second !== undefined &&
        (first.level !== second.level || first.identity !== second.identity)
      );
    });
}
