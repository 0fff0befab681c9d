import { useEffect, useMemo } from "react";
import { useNavigate } from "react-router";
import { dispatchKey } from "../keyboard/shortcuts.ts";
import { useShortcuts } from "../keyboard/use-shortcuts.ts";
import { t } from "../messages/translate.ts";
import { paths } from "../route/paths.ts";

/** The keys that work on every page, and the one listener for all keys. */
export function useShellShortcuts(open: (overlay: "palette" | "help") => void): void {
  const navigate = useNavigate();
  const shortcuts = useMemo(
    () => [
      { keys: ["mod+k"], label: t("key.palette"), run: () => open("palette"), everywhere: true },
      { keys: ["g", "h"], label: t("key.home"), run: () => void navigate(paths.home()) },
      { keys: ["g", "a"], label: t("key.audit"), run: () => void navigate(paths.audit()) },
      { keys: ["g", "s"], label: t("security.title"), run: () => void navigate(paths.security()) },
      { keys: ["?"], label: t("key.help"), run: () => open("help") },
    ],
    [navigate, open],
  );
  useShortcuts(t("key.everywhere"), shortcuts);
  useEffect(() => {
    document.addEventListener("keydown", dispatchKey);
    return () => document.removeEventListener("keydown", dispatchKey);
  }, []);
}
