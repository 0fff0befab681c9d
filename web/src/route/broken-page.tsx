import { Button } from "antd";
import { useRouteError } from "react-router";
import { t } from "../messages/translate.ts";
import { Panel } from "../page/panel.tsx";
import { ProblemPanel } from "../page/problem-panel.tsx";

/** In place of a page that could not be loaded or drawn. */
export function BrokenPage() {
  const error = useRouteError();
  const reload = () => window.location.reload();
  if (!isMissingPart(error)) return <ProblemPanel error={error} onRetry={reload} />;
  return (
    <Panel title={t("page.notLoaded")} text={t("page.notLoadedWhy")} tone="warning">
      <Button onClick={reload}>{t("page.reload")}</Button>
    </Panel>
  );
}

/** No connection, or a newer console replaced the files of the one in this tab. Vite and browsers word it so. */
function isMissingPart(error: unknown): boolean {
  return (
    error instanceof Error &&
    /preload CSS|dynamically imported module|importing a module script/i.test(error.message)
  );
}
