import { Button, Modal } from "antd";
import type { MeAnswer } from "purser/contract";
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { problemOf } from "../api/http.ts";
import { fetchMe, signInAddress } from "../api/session.ts";
import { sessionEnd } from "../api/standstill.ts";
import styles from "../assurance/assurance.module.css";
import { t } from "../messages/translate.ts";
import { paths } from "../route/paths.ts";
import { subscribeSignedIn } from "../sign-in/signed-in-signal.ts";
import { useSamePerson } from "./use-same-person.ts";

/** Requests go on by themselves at most this often, in milliseconds: a refusal that stays must not go round in circles. */
const pause = 5000;

/**
 * Appears over the page when the session has ended, and goes when somebody has signed in again in
 * another tab: whatever was typed is still there. A request that met the end because its session had
 * just risen to another goes on without a word.
 */
export function SessionDialog({ me }: { readonly me: MeAnswer }) {
  const waiting = useSyncExternalStore(sessionEnd.subscribe, sessionEnd.first);
  const lastLook = useRef(Number.NEGATIVE_INFINITY);
  const [isShown, setIsShown] = useState(false);
  const [note, setNote] = useState<string | null>(null);
  const isSamePerson = useSamePerson(me);
  const isWaiting = waiting !== null;

  const check = useCallback(async () => {
    try {
      if (isSamePerson(await fetchMe())) sessionEnd.resume();
    } catch (error) {
      setNote(problemOf(error).title);
    }
    setIsShown(true);
  }, [isSamePerson]);

  useEffect(() => {
    if (!isWaiting) return;
    setNote(null);
    setIsShown(false);
    const isFirstLook = performance.now() - lastLook.current >= pause;
    lastLook.current = performance.now();
    if (isFirstLook) void check().then(() => setNote(null));
    else setIsShown(true);
    return subscribeSignedIn(() => void check());
  }, [isWaiting, check]);

  if (waiting === null || !isShown) return null;
  const { title, text, link, address } = waiting.lacksSecondFactor ? secondFactor : signIn;
  return (
    <Modal
      open
      title={t(title)}
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      footer={
        <div className={styles.footer}>
          <Button onClick={() => window.location.assign(paths.signIn())}>
            {t("session.leave")}
          </Button>
          <Button onClick={() => void check()}>{t("session.check")}</Button>
          <Button type="primary" href={address} target="_blank">
            {t(link)}
          </Button>
        </div>
      }
    >
      <p>{t(text, { name: me.name })}</p>
      <p className="dim" aria-live="polite">
        {note}
      </p>
    </Modal>
  );
}

const signIn = {
  title: "session.ended",
  text: "session.endedWhy",
  link: "session.signInAgain",
  address: signInAddress(paths.signedIn()),
} as const;

const secondFactor = {
  title: "session.oneFactor",
  text: "session.oneFactorWhy",
  link: "session.proveFactor",
  address: paths.secondFactor(paths.signedIn()),
} as const;
