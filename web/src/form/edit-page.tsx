import type { RecordAnswer, ResourceDescription } from "purser/contract";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { useRecord, useResource } from "../api/queries.ts";
import { t } from "../messages/translate.ts";
import { Loading } from "../page/loading.tsx";
import { NotFound } from "../page/not-found.tsx";
import { Panel } from "../page/panel.tsx";
import { ProblemPanel } from "../page/problem-panel.tsx";
import { paths } from "../route/paths.ts";
import { EditForm } from "./edit-form.tsx";

export default function EditPage() {
  const { resource: name = "", key = "" } = useParams();
  const resource = useResource(name);
  if (resource === undefined) return <NotFound />;
  const { update } = resource.permissions;
  if (!update.allowed) {
    return (
      <Panel title={t("form.refused")} text={update.why} tone="warning">
        <Link to={paths.record(name, key)}>{t("form.toRecord")}</Link>
      </Panel>
    );
  }
  return <EditRecord key={`${name}/${key}`} resource={resource} recordKey={key} />;
}

interface EditRecordProps {
  readonly resource: ResourceDescription;
  readonly recordKey: string;
}

function EditRecord({ resource, recordKey }: EditRecordProps) {
  const { data, error, isFetching, reload } = useRecord(resource.name, recordKey);
  // Editing begins from a fresh reading; a later one, or its failure, must not take the form away.
  const [initial, setInitial] = useState<RecordAnswer | null>(null);
  if (initial !== null) {
    return <EditForm resource={resource} initial={initial} routeKey={recordKey} />;
  }
  if (error !== null) {
    return (
      <ProblemPanel error={error} onRetry={reload}>
        <Link to={paths.record(resource.name, recordKey)}>{t("form.toRecord")}</Link>
      </ProblemPanel>
    );
  }
  if (data !== undefined && !isFetching) setInitial(data);
  return <Loading />;
}
