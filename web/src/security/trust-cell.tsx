import { MinuteTime } from "../field/instant/minute-time.tsx";
import { t } from "../messages/translate.ts";
import styles from "../sessions/sessions.module.css";
import { parseInstant } from "../time/instant.ts";
import { useNow } from "../time/use-now.ts";

/** From when on a passkey may confirm, as long as that is to come. */
export function TrustCell({ from }: { readonly from: string }) {
  return isWaiting(from, useNow()) ? (
    <span className={styles.waits}>
      {t("passkey.from")} <MinuteTime at={from} />
    </span>
  ) : (
    t("passkey.trusted")
  );
}

/** The page's clock goes by half minutes: what was trusted since its last tick waits no more. */
const tick = 30_000;

/** Whether a passkey that is trusted from this instant on still waits; `now` in milliseconds since 1970. */
export function isWaiting(from: string, now: number): boolean {
  return (parseInstant(from)?.second ?? Number.POSITIVE_INFINITY) > now + tick;
}
