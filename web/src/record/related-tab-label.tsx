import type { RecordAnswer, RelationDescription, ResourceDescription } from "purser/contract";
import { CountText } from "./count-text.tsx";
import { useRelatedCount } from "./use-related-count.ts";

interface RelatedTabLabelProps {
  readonly resource: ResourceDescription;
  readonly record: RecordAnswer;
  readonly relation: RelationDescription;
  /** Counting is a query of its own: only what has been opened is counted. */
  readonly isOpen: boolean;
}

export function RelatedTabLabel({ resource, record, relation, isOpen }: RelatedTabLabelProps) {
  const { data } = useRelatedCount(
    resource.name,
    record.key ?? "",
    relation.name,
    "estimate",
    isOpen && record.key !== null,
  );
  return (
    <>
      {relation.label}{" "}
      {data !== undefined && data !== null && (
        <span className="dim">
          <CountText count={data} />
        </span>
      )}
    </>
  );
}
