import { Button } from "antd";
import type { ResourceDescription } from "purser/contract";
import { Link, useParams } from "react-router";
import { problemOf } from "../api/http.ts";
import { useRecord, useResource } from "../api/queries.ts";
import { t } from "../messages/translate.ts";
import { Loading } from "../page/loading.tsx";
import { NotFound } from "../page/not-found.tsx";
import { Panel } from "../page/panel.tsx";
import { ProblemPanel } from "../page/problem-panel.tsx";
import { paths } from "../route/paths.ts";
import { AsOfView } from "./as-of-view.tsx";
import { PastOnly } from "./past-only.tsx";
import { RecordView } from "./record-view.tsx";
import { useAsOfAddress } from "./use-as-of.ts";

export default function RecordPage() {
  const { resource: name = "", key = "" } = useParams();
  const resource = useResource(name);
  if (resource === undefined) return <NotFound />;
  const { read } = resource.permissions;
  if (!read.allowed) return <Panel title={resource.label} text={read.why} tone="warning" />;
  // Another record is another page: its open tab, its dialogs and its pages of history begin anew.
  return <RecordAtSomeTime key={`${name}/${key}`} resource={resource} recordKey={key} />;
}

function RecordAtSomeTime(props: RecordOfProps) {
  const [at, setAt] = useAsOfAddress();
  if (at === null) return <RecordOf {...props} />;
  return <AsOfView {...props} at={at} onNow={() => setAt(null)} />;
}

interface RecordOfProps {
  readonly resource: ResourceDescription;
  readonly recordKey: string;
}

function RecordOf({ resource, recordKey }: RecordOfProps) {
  const { data, error, isStopped, reload } = useRecord(resource.name, recordKey);
  if (error !== null) {
    return (
      <>
        <ProblemPanel error={error} onRetry={reload}>
          <Link to={paths.grid(resource.name)}>
            {t("record.toGrid", { resource: resource.label })}
          </Link>
        </ProblemPanel>
        {problemOf(error).code === "not_found" && (
          <PastOnly resource={resource} recordKey={recordKey} />
        )}
      </>
    );
  }
  if (isStopped) {
    return (
      <Panel title={t("record.stopped")}>
        <Button onClick={reload}>{t("page.retry")}</Button>
      </Panel>
    );
  }
  if (data === undefined) return <Loading />;
  return <RecordView resource={resource} record={data} routeKey={recordKey} />;
}
