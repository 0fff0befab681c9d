import { useSyncExternalStore } from "react";
import { createPreference, oneOf, usePreference } from "../preference/preference.ts";

export type Scheme = "light" | "dark";
export type Density = "comfortable" | "compact";

/** What somebody chose; `system` follows the operating system. */
export const schemePreference = createPreference("scheme", oneOf("system", "light", "dark"));

/** Rows of 36 px, or of 28. */
export const densityPreference = createPreference("density", oneOf("comfortable", "compact"));

/** The scheme in force now. */
export function useScheme(): Scheme {
  const chosen = usePreference(schemePreference);
  const systemIsDark = useSyncExternalStore(subscribeSystem, () => systemDark.matches);
  if (chosen !== "system") return chosen;
  return systemIsDark ? "dark" : "light";
}

const systemDark = window.matchMedia("(prefers-color-scheme: dark)");

function subscribeSystem(listener: () => void): () => void {
  systemDark.addEventListener("change", listener);
  return () => systemDark.removeEventListener("change", listener);
}
