import { Select } from "antd";
import type { RelationDescription, ResourceDescription } from "purser/contract";
import { type ComponentType, useMemo, useState } from "react";
import { Link } from "react-router";
import { useLookup, useLookupLabels, useResource } from "../../api/queries.ts";
import { parseName, printKey } from "../../api/wire-name.ts";
import { t } from "../../messages/translate.ts";
import { paths } from "../../route/paths.ts";
import { useSettled } from "../../time/use-settled.ts";
import { controlProps } from "../control-props.ts";
import styles from "../field.module.css";
import type { EditProps } from "../field-props.ts";
import { readText } from "../read-text.ts";

interface RelationEditProps extends EditProps {
  readonly relation: RelationDescription;
  /** Edits the bare value. */
  readonly Plain: ComponentType<EditProps>;
}

/** Picks the record at the other end by its label, where the field holds that record's whole key. */
export function RelationEdit({ relation, Plain, ...props }: RelationEditProps) {
  const target = useResource(relation.resource);
  const [component, ...others] = target?.key ?? [];
  const holdsKey = others.length === 0 && component === relation.targetFields[0];
  if (target === undefined || !holdsKey) return <Plain {...props} />;
  return <RecordPicker {...props} relation={relation} target={target} />;
}

interface RecordPickerProps extends EditProps {
  readonly relation: RelationDescription;
  readonly target: ResourceDescription;
}

function RecordPicker({ relation, target, ...props }: RecordPickerProps) {
  const { field, value, onChange } = props;
  const [search, setSearch] = useState("");
  const [open, setOpen] = useState(false);
  const found = useLookup(relation.resource, useSettled(search, 200), open);
  const key = printKey([value]);
  const keys = useMemo(() => (key === null ? [] : [key]), [key]);
  const label = useLookupLabels(relation.resource, keys).get(key ?? "");
  const pick = (picked: string | undefined) => {
    if (picked === undefined) return onChange(null);
    const reading = readText[field.kind](parseName(picked), field);
    onChange("value" in reading ? reading.value : parseName(picked));
  };
  return (
    <div className={styles.row}>
      <Select
        {...controlProps(props)}
        className={styles.grow ?? ""}
        value={key}
        onChange={pick}
        onOpenChange={setOpen}
        options={(found.data ?? []).map((record) => ({ value: record.key, label: record.label }))}
        optionRender={({ label: name, value: of }) => <Option label={name} of={String(of)} />}
        labelRender={({ value: of }) => (
          <Option label={label ?? parseName(String(of))} of={String(of)} />
        )}
        showSearch={{ onSearch: setSearch, filterOption: false }}
        loading={found.isFetching}
        notFoundContent={t(found.isFetching ? "relation.searching" : "relation.nothingFound")}
        allowClear={field.nullable}
        placeholder={t("relation.search", { resource: target.label })}
      />
      {key !== null && (
        <Link to={paths.record(relation.resource, key)} target="_blank">
          {t("relation.open")}
        </Link>
      )}
    </div>
  );
}

function Option({ label, of }: { readonly label: React.ReactNode; readonly of: string }) {
  const key = parseName(of);
  return (
    <span className={styles.option}>
      {label}
      {label !== key && <span className={styles.note}> {key}</span>}
    </span>
  );
}
