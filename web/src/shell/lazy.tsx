import { lazy } from "react";

/** What opens on demand is loaded then. */
export const LazyPalette = lazy(() => import("../palette/palette.tsx"));
export const LazyShortcutHelp = lazy(() => import("../keyboard/shortcut-help.tsx"));
