import { useParams } from "react-router";
import { useResource } from "../api/queries.ts";
import { NotFound } from "../page/not-found.tsx";
import { Panel } from "../page/panel.tsx";
import { Grid } from "./grid.tsx";

/** A resource's records. */
export default function GridPage() {
  const { resource: name = "" } = useParams();
  const resource = useResource(name);
  if (resource === undefined) return <NotFound />;
  const { list } = resource.permissions;
  if (!list.allowed) return <Panel title={resource.label} text={list.why} tone="warning" />;
  return <Grid key={name} resource={resource} />;
}
