import { useEffect } from "react";
import { registerShortcuts, type Shortcut } from "./shortcuts.ts";

/** Registers a page's shortcuts while it is shown. Memoise the list, or it registers with every render. */
export function useShortcuts(title: string, shortcuts: readonly Shortcut[]): void {
  useEffect(() => registerShortcuts({ title, shortcuts }), [title, shortcuts]);
}
