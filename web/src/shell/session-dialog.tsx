import { Button, Modal } from "antd";
import type { MeAnswer } from "purser/contract";
import { useCallback, useEffect, useState, useSyncExternalStore } from "react";
import { problemOf } from "../api/http.ts";
import { fetchMe, signInAddress } from "../api/session.ts";
import { sessionEnd } from "../api/session-end.ts";
import { t } from "../messages/translate.ts";
import { paths } from "../route/paths.ts";
import { subscribeSignedIn } from "../sign-in/signed-in-signal.ts";

/**
 * Appears over the page when the session has ended, and goes when somebody has signed in again in
 * another tab: whatever was typed is still there. Another person's sign-in starts afresh, so that
 * nobody sees or sends what was the first one's.
 */
export function SessionDialog({ me }: { readonly me: MeAnswer }) {
  const ended = useSyncExternalStore(sessionEnd.subscribe, sessionEnd.ended);
  const [note, setNote] = useState<string | null>(null);

  const check = useCallback(async () => {
    try {
      const now = await fetchMe();
      if (now.subject === me.subject) sessionEnd.resume();
      else window.location.assign(paths.home());
    } catch (error) {
      setNote(problemOf(error).title);
    }
  }, [me.subject]);

  useEffect(() => {
    if (!ended) return;
    setNote(null);
    return subscribeSignedIn(() => void check());
  }, [ended, check]);

  return (
    <Modal
      open={ended}
      title={t("session.ended")}
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      footer={[
        <Button key="discard" onClick={() => window.location.assign(paths.signIn())}>
          {t("session.leave")}
        </Button>,
        <Button key="check" onClick={() => void check()}>
          {t("session.check")}
        </Button>,
        <Button key="in" type="primary" href={signInAddress(paths.signedIn())} target="_blank">
          {t("session.signInAgain")}
        </Button>,
      ]}
    >
      <p>{t("session.endedWhy", { name: me.name })}</p>
      <p className="dim" aria-live="polite">
        {note}
      </p>
    </Modal>
  );
}
