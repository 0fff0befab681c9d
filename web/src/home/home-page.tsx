import type { ResourceDescription } from "purser/contract";
import { Link } from "react-router";
import { useMe, useResources } from "../api/queries.ts";
import { t } from "../messages/translate.ts";
import { Panel } from "../page/panel.tsx";
import { paths } from "../route/paths.ts";
import { groupResources } from "../shell/group-resources.ts";
import styles from "./home.module.css";
import { RecentRecords } from "./recent-records.tsx";
import { RecentViews } from "./recent-views.tsx";

/** Where somebody starts: what there is, and what they were at. */
export default function HomePage() {
  const { data: me } = useMe();
  const { data: resources = [] } = useResources();
  return (
    <div className={styles.home}>
      <title>{me?.application ?? "Purser"}</title>
      <div>
        <h1 className="unseen">{t("page.home")}</h1>
        {resources.length === 0 && <Panel title={t("home.nothing")} text={t("home.nothingWhy")} />}
        {groupResources(resources).map(({ title, resources: members }) => (
          <section key={title}>
            <h2>{title === "" ? t("shell.ungrouped") : title}</h2>
            <ul className={styles.resources}>
              {members.map((resource) => (
                <Resource key={resource.name} resource={resource} />
              ))}
            </ul>
          </section>
        ))}
      </div>
      <aside>
        <RecentRecords resources={resources} />
        <RecentViews resources={resources} />
      </aside>
    </div>
  );
}

function Resource({ resource }: { readonly resource: ResourceDescription }) {
  const { name, label, help, estimatedRows } = resource;
  return (
    <li>
      <Link to={paths.grid(name)}>{label}</Link>
      <span className={styles.help} title={help ?? undefined}>
        {help}
      </span>
      <span className={styles.rows}>
        {estimatedRows === null
          ? t("home.notCounted")
          : t("grid.countEstimate", { shown: rough.format(estimatedRows) })}
      </span>
    </li>
  );
}

const rough = new Intl.NumberFormat("en", {
  notation: "compact",
  compactDisplay: "long",
  maximumSignificantDigits: 2,
});
