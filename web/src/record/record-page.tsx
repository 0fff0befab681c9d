import { Button } from "antd";
import { Link, useParams } from "react-router";
import { useRecord, useResources } from "../api/queries.ts";
import { t } from "../messages/translate.ts";
import { Loading } from "../page/loading.tsx";
import { NotFound } from "../page/not-found.tsx";
import { Panel } from "../page/panel.tsx";
import { ProblemPanel } from "../page/problem-panel.tsx";
import { paths } from "../route/paths.ts";
import { RecordView } from "./record-view.tsx";

export default function RecordPage() {
  const { resource: name = "", key = "" } = useParams();
  const resources = useResources();
  const resource = resources.data?.find((one) => one.name === name);
  const record = useRecord(name, key);
  if (resources.error !== null) {
    return <ProblemPanel error={resources.error} onRetry={() => void resources.refetch()} />;
  }
  if (resources.data === undefined) return <Loading />;
  if (resource === undefined) return <NotFound />;
  if (record.error !== null) {
    return (
      <ProblemPanel error={record.error} onRetry={record.reload}>
        <Link to={paths.grid(name)}>{t("record.toGrid", { resource: resource.label })}</Link>
      </ProblemPanel>
    );
  }
  if (record.isStopped) {
    return (
      <Panel title={t("record.stopped")}>
        <Button onClick={record.reload}>{t("page.retry")}</Button>
      </Panel>
    );
  }
  if (record.data === undefined) return <Loading />;
  // Another record is another page: its open tab, its dialogs and its pages of history begin anew.
  return (
    <RecordView key={`${name}/${key}`} resource={resource} record={record.data} routeKey={key} />
  );
}
