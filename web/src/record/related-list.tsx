import { Button } from "antd";
import type { RecordAnswer, RelationDescription, ResourceDescription } from "purser/contract";
import { useState } from "react";
import { Link } from "react-router";
import { useRelatedRecords } from "../api/queries.ts";
import { printGridState } from "../grid/grid-state.ts";
import { t } from "../messages/translate.ts";
import { Loading } from "../page/loading.tsx";
import { ProblemPanel } from "../page/problem-panel.tsx";
import { paths } from "../route/paths.ts";
import styles from "./record.module.css";
import { namesToRead, relatedFields, relationFilter } from "./related-fields.ts";
import { RelatedRows } from "./related-rows.tsx";

const pageSize = 10;

interface RelatedListProps {
  readonly resource: ResourceDescription;
  readonly record: RecordAnswer;
  readonly relation: RelationDescription;
  readonly target: ResourceDescription;
}

/** One page of what hangs on the record. */
export function RelatedList({ resource, record, relation, target }: RelatedListProps) {
  const [cursor, setCursor] = useState<{ readonly after?: string; readonly before?: string }>({});
  const key = record.key ?? "";
  const fields = relatedFields(relation, target);
  const list = useRelatedRecords(resource.name, key, relation.name, {
    fields: namesToRead(fields),
    limit: pageSize,
    ...cursor,
  });
  if (list.error !== null) return <ProblemPanel error={list.error} onRetry={list.reload} />;
  if (list.data === undefined) return <Loading />;
  const { records, page } = list.data;
  const filter = relationFilter(relation, record.values);
  return (
    <div className={styles.related} data-old={list.isOld}>
      {records.length === 0 ? (
        <p className="dim">{t("related.none", { resource: target.label.toLowerCase() })}</p>
      ) : (
        <RelatedRows target={target} fields={fields} records={records} />
      )}
      <div className={styles.foot}>
        {filter !== null && (
          <Link to={paths.grid(target.name, printGridState({ filter }))}>
            {t("related.openInGrid")}
          </Link>
        )}
        {(page.previous !== null || page.next !== null) && (
          <>
            <Button
              size="small"
              disabled={page.previous === null}
              onClick={() => page.previous !== null && setCursor({ before: page.previous })}
            >
              {t("related.back")}
            </Button>
            <Button
              size="small"
              disabled={page.next === null}
              onClick={() => page.next !== null && setCursor({ after: page.next })}
            >
              {t("related.on")}
            </Button>
          </>
        )}
      </div>
    </div>
  );
}
