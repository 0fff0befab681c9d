import type { RelationDescription } from "purser/contract";
import { useMemo } from "react";
import { Link } from "react-router";
import { useLookupLabels, useResource } from "../../api/queries.ts";
import { paths } from "../../route/paths.ts";
import { FieldCell } from "../cell.tsx";
import styles from "../field.module.css";
import type { ShowProps } from "../field-props.ts";
import { valueText } from "../value-text.ts";
import { referencedKey } from "./relation-of.ts";

interface RelationShowProps extends ShowProps {
  readonly relation: RelationDescription;
}

/** The other record by its label, when that has arrived, and always by its key. */
export function RelationShow({ relation, ...props }: RelationShowProps) {
  const target = useResource(relation.resource);
  const key = referencedKey(relation, target, props.values);
  const keys = useMemo(() => (key === null ? [] : [key]), [key]);
  const label = useLookupLabels(relation.resource, keys).get(key ?? "");
  if (key === null) return <FieldCell {...props} />;
  return (
    <span className={styles.wrapRow}>
      <Link to={paths.record(relation.resource, key)}>{label ?? <FieldCell {...props} />}</Link>
      {label !== undefined && label !== valueText(props.value) && (
        <span className={styles.note}>
          <FieldCell {...props} />
        </span>
      )}
    </span>
  );
}
