import { Alert, Button } from "antd";
import { viewAs } from "../api/view-as.ts";
import { t } from "../messages/translate.ts";
import { paths } from "../route/paths.ts";

/** Whoever looks through the eyes of others must not forget it, and always finds back. */
export function ViewAsBanner({ roles }: { readonly roles: readonly string[] }) {
  return (
    <Alert
      banner
      type="warning"
      title={t("viewAs.banner", { roles: roles.join(", ") })}
      action={
        <Button size="small" onClick={() => viewAs([], paths.access())}>
          {t("viewAs.back")}
        </Button>
      }
    />
  );
}
