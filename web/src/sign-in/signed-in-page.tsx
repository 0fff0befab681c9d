import { useEffect } from "react";
import { t } from "../messages/translate.ts";
import { Panel } from "../page/panel.tsx";
import { sendSignedIn } from "./signed-in-signal.ts";

/** The end of a sign-in that a dialog in another tab asked for. */
export default function SignedInPage() {
  useEffect(() => {
    sendSignedIn();
    window.close();
  }, []);
  return (
    <main>
      <title>{t("signedIn.title")}</title>
      <Panel title={t("signedIn.title")} text={t("signedIn.text")} />
    </main>
  );
}
