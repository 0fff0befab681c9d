import type { AuditHealthAnswer } from "purser/contract";
import { useResources } from "../api/queries.ts";
import { t } from "../messages/translate.ts";
import styles from "./audit.module.css";

type Coverage = AuditHealthAnswer["coverage"];

/** Which tables are watched for changes; one that is not is read-only, and says why. */
export function CoverageList({ coverage }: { readonly coverage: Coverage }) {
  const { data: resources = [] } = useResources();
  const labelOf = (name: string | null) =>
    name === null
      ? t("health.unnamed")
      : (resources.find((resource) => resource.name === name)?.label ?? name);
  if (coverage.length === 0) return <p className="dim">{t("health.noCoverage")}</p>;
  const gaps = coverage.filter(({ reason }) => reason !== null);
  const armed = coverage.filter(({ reason }) => reason === null);
  return (
    <>
      {gaps.length > 0 && (
        <ul className={styles.tree}>
          {gaps.map(({ resource, reason }) => (
            <li key={`${resource} ${reason}`}>
              <strong>{labelOf(resource)}</strong>{" "}
              <span className={styles.mark}>{t("health.notArmed")}</span> {reason}
            </li>
          ))}
        </ul>
      )}
      <p>
        {t("health.armed", { count: armed.length })}{" "}
        <span className="dim">{armed.map(({ resource }) => labelOf(resource)).join(", ")}</span>
      </p>
    </>
  );
}
