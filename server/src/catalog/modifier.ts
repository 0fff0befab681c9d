/** What a type modifier says, of the types that have one which bounds their values. */
export interface Modifier {
  readonly maxLength: number | null;
  readonly precision: number | null;
  readonly scale: number | null;
}

const none: Modifier = { maxLength: null, precision: null, scale: null };

/**
 * Decodes a type modifier as PostgreSQL stores it, -1 meaning none. The type is the element's of an
 * array, the base type's of a domain.
 * `varchar` and `char` store the length in characters plus 4, `numeric` the precision in the high
 * half and the scale in 11 bits with sign, plus 4 (src/backend/utils/adt/numeric.c).
 */
export function decodeModifier(type: string, modifier: number): Modifier {
  if (modifier < 0) return none;
  switch (type) {
    case "varchar":
    case "bpchar":
      return { ...none, maxLength: modifier - 4 };
    case "bit":
    case "varbit":
      return { ...none, maxLength: modifier };
    case "numeric": {
      const packed = modifier - 4;
      return {
        ...none,
        precision: (packed >> 16) & 0xffff,
        scale: ((packed & 0x7ff) ^ 0x400) - 0x400,
      };
    }
    default:
      return none;
  }
}
