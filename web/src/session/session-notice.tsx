import { Button } from "antd";
import type { MeAnswer } from "purser/contract";
import { lastUse } from "../api/last-use.ts";
import { signInAddress } from "../api/session.ts";
import { t } from "../messages/translate.ts";
import { paths } from "../route/paths.ts";
import { printCountdown } from "../time/print-countdown.ts";
import { useEverySecond } from "../time/use-every-second.ts";
import styles from "./session.module.css";
import { sessionEnds, sessionPhase } from "./session-clock.ts";
import { useSessionWatch } from "./use-session-watch.ts";

interface SessionNoticeProps {
  readonly me: MeAnswer;
  /** Milliseconds since 1970. */
  readonly clock?: () => number;
}

/** Says in time that the session is about to end, and how to stay; it never stands in the way. */
export function SessionNotice({ me, clock = Date.now }: SessionNoticeProps) {
  const now = useEverySecond(clock);
  const { session } = me;
  const phase = sessionPhase(sessionEnds(session, lastUse()), session.idleSeconds, now);
  const stay = useSessionWatch(me, phase.kind === "over", clock);
  if (phase.kind === "quiet" || phase.kind === "over") return null;
  return (
    <aside className={styles.notice} aria-label={t("session.about")}>
      <span role="status">{t(`session.${phase.kind}End`)}</span>
      <span role="timer" className="tabular">
        {printCountdown(phase.at, now)}
      </span>
      {phase.kind === "idle" ? (
        <Button size="small" type="primary" onClick={stay}>
          {t("session.stay")}
        </Button>
      ) : (
        <Button size="small" type="primary" href={signInAddress(paths.signedIn())} target="_blank">
          {t("session.signInNow")}
        </Button>
      )}
    </aside>
  );
}
