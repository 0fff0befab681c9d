import type { AuditHealthAnswer } from "purser/contract";
import { ExactTime } from "../field/instant/exact-time.tsx";
import { t } from "../messages/translate.ts";
import styles from "./audit.module.css";

/** Where checkpoints are kept outside, out of the reach of whoever owns the database. */
export function AnchorTable({ anchors }: Pick<AuditHealthAnswer, "anchors">) {
  if (anchors.length === 0) return <p className="dim">{t("health.noAnchors")}</p>;
  return (
    // What scrolls sideways on a narrow screen must be reached by the keyboard.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <section className={styles.scroll} aria-label={t("health.anchors")} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th>{t("health.anchor")}</th>
            <th>{t("health.checkpoint")}</th>
            <th>{t("health.keptAt")}</th>
            <th>{t("health.lag")}</th>
          </tr>
        </thead>
        <tbody>
          {anchors.map(({ name, checkpoint, at, lagSeconds, conflict }) => (
            <tr key={name}>
              <td>
                {name} {conflict && <strong className={styles.mark}>{t("health.fork")}</strong>}
              </td>
              <td>{checkpoint === null ? "—" : t("health.numbered", { number: checkpoint })}</td>
              <td>{at === null ? "—" : <ExactTime at={at} />}</td>
              <td>{t("health.seconds", { seconds: lagSeconds })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
