import { Link } from "react-router";
import { t } from "../messages/translate.ts";
import { paths } from "../route/paths.ts";
import { Panel } from "./panel.tsx";

export function NotFound() {
  return (
    <Panel title={t("page.notFound")} text={t("page.notFoundWhy")}>
      <Link to={paths.home()}>{t("page.home")}</Link>
    </Panel>
  );
}
