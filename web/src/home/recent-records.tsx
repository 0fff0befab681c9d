import type { ResourceDescription } from "purser/contract";
import { useMemo } from "react";
import { Link } from "react-router";
import { useRelationLabels } from "../api/queries.ts";
import { t } from "../messages/translate.ts";
import { usePreference } from "../preference/preference.ts";
import { paths } from "../route/paths.ts";
import { recentRecords } from "../visit/recent.ts";
import styles from "./home.module.css";

/** What this tab has opened, by the labels that this person may see now. */
export function RecentRecords({
  resources,
}: {
  readonly resources: readonly ResourceDescription[];
}) {
  const recent = usePreference(recentRecords);
  const wanted = useMemo(() => {
    const byResource = Map.groupBy(recent, ({ resource }) => resource);
    return [...byResource]
      .filter(([name]) => resources.some((resource) => resource.name === name))
      .map(([resource, records]) => ({ resource, keys: records.map(({ key }) => key) }));
  }, [recent, resources]);
  const labels = useRelationLabels(wanted);
  const found = recent.flatMap(({ resource, key }) => {
    const label = labels[wanted.findIndex((one) => one.resource === resource)]?.get(key);
    const labelOne = resources.find(({ name }) => name === resource)?.labelOne;
    return label === undefined ? [] : [{ resource, key, label, labelOne }];
  });
  return (
    <section>
      <h2>{t("home.recent")}</h2>
      {found.length === 0 && <p className="dim">{t("home.noRecent")}</p>}
      <ul className={styles.links}>
        {found.map(({ resource, key, label, labelOne }) => (
          <li key={`${resource} ${key}`}>
            <Link to={paths.record(resource, key)}>{label}</Link>
            <span className="dim">{labelOne}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
