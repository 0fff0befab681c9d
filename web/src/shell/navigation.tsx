import { Input } from "antd";
import type { MeAnswer, ResourceDescription } from "purser/contract";
import { useState } from "react";
import { NavLink } from "react-router";
import { t } from "../messages/translate.ts";
import { ReviewsLink } from "../review/reviews-link.tsx";
import { paths } from "../route/paths.ts";
import { groupResources } from "./group-resources.ts";
import styles from "./shell.module.css";

interface NavigationProps {
  readonly me: MeAnswer;
  readonly resources: readonly ResourceDescription[];
  /** On narrow screens it lies over the page while open. */
  readonly open: boolean;
}

export function Navigation({ me, resources, open }: NavigationProps) {
  const [search, setSearch] = useState("");
  const groups = groupResources(resources, search);
  return (
    <nav className={styles.navigation} aria-label={t("shell.navigation")} data-open={open}>
      <Input
        size="small"
        allowClear
        value={search}
        placeholder={t("shell.find")}
        aria-label={t("shell.find")}
        onChange={(event) => setSearch(event.target.value)}
      />
      <div className={styles.links}>
        <Place to={paths.home()} label={t("page.home")} />
        {groups.map(({ title, resources: members }) => (
          <section key={title}>
            <h2>{title === "" ? t("shell.ungrouped") : title}</h2>
            {members.map(({ name, label }) => (
              <Place key={name} to={paths.grid(name)} label={label} />
            ))}
          </section>
        ))}
        {groups.length === 0 && <p className="dim">{t("shell.nothingFound")}</p>}
      </div>
      <div className={styles.pages}>
        {me.pages.reviews && <ReviewsLink />}
        {me.pages.access && <Place to={paths.access()} label={t("access.title")} />}
        {me.pages.sessions && <Place to={paths.sessions()} label={t("sessions.title")} />}
        {me.pages.audit && <Place to={paths.audit()} label={t("shell.audit")} />}
      </div>
    </nav>
  );
}

function Place({ to, label }: { readonly to: string; readonly label: string }) {
  return (
    <NavLink to={to} end={to === paths.home()} title={label}>
      {label}
    </NavLink>
  );
}
