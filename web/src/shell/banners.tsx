import { Alert } from "antd";
import type { MeAnswer } from "purser/contract";
import { useSyncExternalStore } from "react";
import { t } from "../messages/translate.ts";

/** What everybody must know: the server's announcements, and that the connection is gone. */
export function Banners({ banners }: Pick<MeAnswer, "banners">) {
  const online = useSyncExternalStore(subscribeOnline, () => navigator.onLine);
  return (
    <>
      {!online && <Alert banner type="warning" title={t("shell.offline")} />}
      {banners.map(({ level, text }) => (
        <Alert key={text} banner type={level} title={text} />
      ))}
    </>
  );
}

function subscribeOnline(listener: () => void): () => void {
  window.addEventListener("online", listener);
  window.addEventListener("offline", listener);
  return () => {
    window.removeEventListener("online", listener);
    window.removeEventListener("offline", listener);
  };
}
