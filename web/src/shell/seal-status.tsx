import { Link } from "react-router";
import { useAuditHealth } from "../api/queries.ts";
import { t } from "../messages/translate.ts";
import { paths } from "../route/paths.ts";
import styles from "./shell.module.css";

/** For those who read the log: whether what was done is sealed by now, and the way to the whole answer. */
export function SealStatus() {
  const { data } = useAuditHealth();
  if (data === undefined) return null;
  const { sealing, checkpoint, alerts } = data;
  const isWell = sealing && alerts.length === 0;
  const text =
    !sealing || checkpoint === null
      ? t("seal.off")
      : t("seal.ago", { seconds: checkpoint.ageSeconds });
  return (
    <Link
      to={paths.auditHealth()}
      className={styles.seal}
      data-well={isWell}
      aria-label={text}
      title={alerts.map((alert) => alert.text).join("\n") || t("health.title")}
    >
      <span aria-hidden className={styles.sealDot} />
      <span className={styles.sealText}>{text}</span>
    </Link>
  );
}
