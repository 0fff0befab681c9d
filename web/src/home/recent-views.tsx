import { useQueries } from "@tanstack/react-query";
import type { ResourceDescription } from "purser/contract";
import { Link } from "react-router";
import { savedViewsQuery } from "../api/queries.ts";
import { printGridState } from "../grid/grid-state.ts";
import { t } from "../messages/translate.ts";
import { usePreference } from "../preference/preference.ts";
import { paths } from "../route/paths.ts";
import { recentResources } from "../visit/recent.ts";
import styles from "./home.module.css";

/** Views are asked for by resource; of so many, the ones opened last. */
const most = 6;

/** Saved views of the resources that somebody works in. */
export function RecentViews({ resources }: { readonly resources: readonly ResourceDescription[] }) {
  const names = usePreference(recentResources).slice(0, most);
  const worked = resources.filter(({ name }) => names.includes(name));
  const queries = useQueries({ queries: worked.map(({ name }) => savedViewsQuery(name)) });
  const views = worked.flatMap((resource, index) =>
    (queries[index]?.data ?? []).map((view) => ({ resource, view })),
  );
  return (
    <section>
      <h2>{t("home.views")}</h2>
      {views.length === 0 && <p className="dim">{t("home.noViews")}</p>}
      <ul className={styles.links}>
        {views.map(({ resource, view }) => (
          <li key={view.id}>
            <Link to={paths.grid(resource.name, printGridState({ ...view.state, view: view.id }))}>
              {view.name}
            </Link>
            <span className="dim">{resource.label}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
