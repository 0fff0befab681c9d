import { useSyncExternalStore } from "react";

/**
 * Something a person chose for themselves, kept in this browser. Only names, widths and choices
 * belong here, never data of a record: what the browser keeps outlives the session.
 */
export interface Preference<T> {
  readonly read: () => T;
  readonly write: (value: T) => void;
  readonly subscribe: (listener: () => void) => () => void;
}

/** `parse` judges what the browser kept, which may be of an older version or edited by hand. */
export function createPreference<T>(
  name: string,
  parse: (stored: unknown) => T,
  storage: Pick<Storage, "getItem" | "setItem"> = localStorage,
): Preference<T> {
  const key = `purser.${name}`;
  const listeners = new Set<() => void>();
  let value = parse(readJson(storage, key));
  return {
    read: () => value,
    write: (next) => {
      value = next;
      try {
        storage.setItem(key, JSON.stringify(next));
      } catch {
        // Full or forbidden storage: the choice holds until the page is closed.
      }
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export function usePreference<T>(preference: Preference<T>): T {
  return useSyncExternalStore(preference.subscribe, preference.read);
}

/** A parser that lets through the listed choices and takes the first for anything else. */
export function oneOf<const T extends string>(
  ...choices: readonly [T, ...T[]]
): (stored: unknown) => T {
  return (stored) => choices.find((choice) => choice === stored) ?? choices[0];
}

function readJson(storage: Pick<Storage, "getItem">, key: string): unknown {
  try {
    return JSON.parse(storage.getItem(key) ?? "null");
  } catch {
    return null;
  }
}
