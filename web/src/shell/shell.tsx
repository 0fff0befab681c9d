import type { MeAnswer, ResourceDescription } from "purser/contract";
import { Suspense, useEffect, useState } from "react";
import { Outlet, useLocation } from "react-router";
import { t } from "../messages/translate.ts";
import { Loading } from "../page/loading.tsx";
import { WriteToasts } from "../record/write-toasts.tsx";
import { Banners } from "./banners.tsx";
import { Header } from "./header.tsx";
import { LazyPalette, LazyShortcutHelp } from "./lazy.tsx";
import { Navigation } from "./navigation.tsx";
import styles from "./shell.module.css";
import { useRememberVisits } from "./use-remember-visits.ts";
import { useShellShortcuts } from "./use-shell-shortcuts.ts";
import { ViewAsBanner } from "./view-as-banner.tsx";

interface ShellProps {
  readonly me: MeAnswer;
  readonly resources: readonly ResourceDescription[];
}

/** The frame around every page. */
export function Shell({ me, resources }: ShellProps) {
  const [overlay, setOverlay] = useState<"palette" | "help" | "navigation" | null>(null);
  const { pathname } = useLocation();
  const close = () => setOverlay(null);
  useShellShortcuts(setOverlay);
  useRememberVisits();

  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever covers the page closes when the page changes
  useEffect(() => setOverlay(null), [pathname]);

  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#content">
        {t("shell.skip")}
      </a>
      <Header
        me={me}
        onNavigation={() => setOverlay(overlay === "navigation" ? null : "navigation")}
        onPalette={() => setOverlay("palette")}
        onHelp={() => setOverlay("help")}
      />
      <Navigation me={me} resources={resources} open={overlay === "navigation"} />
      <main id="content" tabIndex={-1} className={styles.main}>
        {me.viewAs !== null && <ViewAsBanner roles={me.viewAs} />}
        <Banners banners={me.banners} />
        <WriteToasts>
          <Suspense fallback={<Loading />}>
            <Outlet />
          </Suspense>
        </WriteToasts>
      </main>
      <Suspense>
        {overlay === "palette" && <LazyPalette me={me} resources={resources} onClose={close} />}
        {overlay === "help" && <LazyShortcutHelp onClose={close} />}
      </Suspense>
    </div>
  );
}
