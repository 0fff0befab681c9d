import { useQuery } from "@tanstack/react-query";
import type { RecordAnswer, ResourceDescription } from "purser/contract";
import { recordHistory } from "../api/records.ts";
import { TimeAgo } from "../field/instant/time-ago.tsx";
import { t } from "../messages/translate.ts";

interface LastAuthorProps {
  readonly resource: ResourceDescription;
  readonly record: RecordAnswer;
}

/** Who made the record what it is, as far as this person may know. */
export function LastAuthor({ resource, record }: LastAuthorProps) {
  const { key, version } = record;
  const { data } = useQuery({
    queryKey: ["history", resource.name, key, "of version", version],
    queryFn: ({ signal }) => recordHistory(resource.name, key ?? "", null, signal),
    enabled: resource.permissions.history.allowed && key !== null,
  });
  const newest = data?.history[0];
  if (newest === undefined) return <strong>{t("conflict.somebody")}</strong>;
  return (
    <>
      <strong>{newest.entry.actor.name}</strong> (<TimeAgo at={newest.entry.at} />)
    </>
  );
}
