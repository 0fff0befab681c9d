/**
 * What stands for a value that is not shown in clear.
 * - `pseudonym`: the same for the same value of the field, and of nothing else in the world;
 * - `lastFour`: the last four characters;
 * - `emailDomain`: what follows the `@`;
 * - `year`: of a date or an instant;
 * - `firstTwo`: the first two characters, as of a post code;
 * - `{ fixed }`: this text, whatever the value.
 */
export type Mask =
  | "pseudonym"
  | "lastFour"
  | "emailDomain"
  | "year"
  | "firstTwo"
  | { readonly fixed: string };

/** The masks that have a name. */
export const masks = ["pseudonym", "lastFour", "emailDomain", "year", "firstTwo"] as const;
