import { Link, useParams } from "react-router";
import { useRecord, useResources } from "../api/queries.ts";
import { t } from "../messages/translate.ts";
import { Loading } from "../page/loading.tsx";
import { NotFound } from "../page/not-found.tsx";
import { Panel } from "../page/panel.tsx";
import { ProblemPanel } from "../page/problem-panel.tsx";
import { paths } from "../route/paths.ts";
import { EditForm } from "./edit-form.tsx";

export default function EditPage() {
  const { resource: name = "", key = "" } = useParams();
  const resources = useResources();
  const resource = resources.data?.find((one) => one.name === name);
  const record = useRecord(name, key);
  if (resources.error !== null) {
    return <ProblemPanel error={resources.error} onRetry={() => void resources.refetch()} />;
  }
  if (resources.data === undefined) return <Loading />;
  if (resource === undefined) return <NotFound />;
  const { update } = resource.permissions;
  const back = <Link to={paths.record(name, key)}>{t("form.toRecord")}</Link>;
  if (!update.allowed) {
    return (
      <Panel title={t("form.refused")} text={update.why} tone="warning">
        {back}
      </Panel>
    );
  }
  if (record.error !== null) {
    return (
      <ProblemPanel error={record.error} onRetry={record.reload}>
        {back}
      </ProblemPanel>
    );
  }
  if (record.data === undefined) return <Loading />;
  return (
    <EditForm key={`${name}/${key}`} resource={resource} initial={record.data} routeKey={key} />
  );
}
