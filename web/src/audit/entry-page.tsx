import { Link, useParams } from "react-router";
import { useAuditEntry } from "../api/queries.ts";
import { t } from "../messages/translate.ts";
import { Loading } from "../page/loading.tsx";
import { ProblemPanel } from "../page/problem-panel.tsx";
import { paths } from "../route/paths.ts";
import styles from "./audit.module.css";
import { ChangeTree } from "./change-tree.tsx";
import { EntryActions } from "./entry-actions.tsx";
import { EntryFacts } from "./entry-facts.tsx";
import { EntryMark } from "./entry-mark.tsx";
import { changesRows } from "./entry-nature.ts";
import { EntryReason } from "./entry-reason.tsx";
import { Sentence } from "./sentence.tsx";
import { ShownRecords } from "./shown-records.tsx";

/** One entry as a story: who, when, from where and why, and everything that it touched or showed. */
export default function EntryPage() {
  const { id = "" } = useParams();
  const { data, error, reload } = useAuditEntry(id);
  const back = <Link to={paths.audit()}>{t("audit.title")}</Link>;
  if (error !== null) {
    return (
      <ProblemPanel error={error} onRetry={reload}>
        {back}
      </ProblemPanel>
    );
  }
  if (data === undefined) return <Loading />;
  const { entry, changes } = data;
  return (
    <article className={styles.page}>
      <title>{t("audit.entryTitle", { person: entry.actor.name })}</title>
      <nav aria-label={t("record.way")}>{back}</nav>
      <header className={styles.head}>
        <h1>
          {entry.actor.name} <Sentence entry={entry} /> <EntryMark entry={entry} />
        </h1>
        <EntryActions key={entry.id} entry={entry} changes={changes} />
      </header>
      <EntryReason entry={entry} />
      <EntryFacts entry={entry} />
      {changesRows(entry) ? <ChangeTree changes={changes} /> : <ShownRecords entry={entry} />}
    </article>
  );
}
