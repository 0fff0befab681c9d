import type { Shown } from "./model-value.ts";

/**
 * What only the server's keys can make is judged by its law: where the same lies under it the same is shown, where
 * another, another (O4).
 */
export interface Laws {
  /** Null where the text keeps the law; else what is wrong. */
  readonly judge: (law: string, of: string, text: unknown) => string | null;
  /** What was shown for it, if anything yet. */
  readonly recall: (law: string, of: string) => string | undefined;
}

export function keepLaws(): Laws {
  const shown = new Map<string, string>();
  const meant = new Map<string, string>();
  return {
    judge: (law, of, text) => {
      if (typeof text !== "string" || text === of)
        return `${law}: ${JSON.stringify(text)} is shown`;
      if (law.startsWith("pseudonym") && !/^[0-9a-v]{12}$/.test(text))
        return `${law}: "${text}" is no pseudonym`;
      const known = shown.get(`${law}\0${of}`) ?? text;
      const known2 = meant.get(`${law}\0${text}`) ?? of;
      shown.set(`${law}\0${of}`, text);
      meant.set(`${law}\0${text}`, of);
      if (known !== text) return `${law}: the same is shown once as "${known}", once as "${text}"`;
      return known2 === of ? null : `${law}: "${text}" is shown for two values`;
    },
    recall: (law, of) => shown.get(`${law}\0${of}`),
  };
}

/** Compares an answer with what the model expects, place by place; null where they agree. */
export function findDifference(
  laws: Laws,
  expected: unknown,
  actual: unknown,
  place = "",
): string | null {
  if (isLaw(expected)) {
    const fault = laws.judge(expected.law, expected.of, actual);
    return fault && `${place}: ${fault}`;
  }
  if (!isObject(expected) || !isObject(actual)) {
    return Object.is(expected, actual)
      ? null
      : `${place}: ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`;
  }
  const names = new Set([...Object.keys(expected), ...Object.keys(actual)]);
  for (const name of names) {
    const at = `${place}/${name}`;
    if (!Object.hasOwn(expected, name)) return `${at}: is there, ${JSON.stringify(actual[name])}`;
    if (!Object.hasOwn(actual, name)) return `${at}: is not there`;
    const fault = findDifference(laws, expected[name], actual[name], at);
    if (fault) return fault;
  }
  return null;
}

function isLaw(value: unknown): value is Extract<Shown, { law: string }> {
  return isObject(value) && typeof value.law === "string" && typeof value.of === "string";
}

function isObject(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === "object" && value !== null;
}
