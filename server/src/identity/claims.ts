/** What a provider says of somebody, by names of its own. Nothing is known of the values. */
export interface Claims {
  readonly [claim: string]: unknown;
}

/**
 * The claim of that name or, where none has it, at that path: `groups`, `realm_access.roles`,
 * `https://example.com/groups`. Undefined where there is none.
 */
export function readPath(claims: Claims, path: string): unknown {
  return Object.hasOwn(claims, path)
    ? claims[path]
    : path
        .split(".")
        .reduce<unknown>(
          (value, name) =>
            isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined,
          claims,
        );
}

export function isObject(value: unknown): value is Claims {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === "string");
}
