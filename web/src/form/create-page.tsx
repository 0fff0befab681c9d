import { Link, useParams } from "react-router";
import { useResource } from "../api/queries.ts";
import { t } from "../messages/translate.ts";
import { NotFound } from "../page/not-found.tsx";
import { Panel } from "../page/panel.tsx";
import { paths } from "../route/paths.ts";
import { CreateForm } from "./create-form.tsx";

export default function CreatePage() {
  const { resource: name = "" } = useParams();
  const resource = useResource(name);
  if (resource === undefined) return <NotFound />;
  const { create } = resource.permissions;
  if (!create.allowed) {
    return (
      <Panel title={t("form.refused")} text={create.why} tone="warning">
        <Link to={paths.grid(name)}>{t("record.toGrid", { resource: resource.label })}</Link>
      </Panel>
    );
  }
  return <CreateForm key={name} resource={resource} />;
}
