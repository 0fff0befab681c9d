import { EyeOutlined } from "@ant-design/icons";
import { Button } from "antd";
import type { FieldDescription, RecordAnswer, ResourceDescription } from "purser/contract";
import { isMasked } from "../field/masked.tsx";
import { FieldShow } from "../field/show.tsx";
import { valueText } from "../field/value-text.ts";
import { t } from "../messages/translate.ts";
import { CopyButton } from "./copy-button.tsx";
import { groupFields } from "./field-groups.ts";
import styles from "./record.module.css";

interface RecordFieldsProps {
  readonly resource: ResourceDescription;
  readonly record: RecordAnswer;
  /** Fields to set off from the others. */
  readonly marked?: readonly string[];
  /** Asks for a masked field in clear; left out where there is no way to. */
  readonly onReveal?: (field: string) => void;
}

export function RecordFields({ resource, record, marked = [], onReveal }: RecordFieldsProps) {
  return groupFields(resource.fields).map(({ heading, fields }) => (
    <section key={heading ?? ""} className={styles.group}>
      {heading !== null && <h2>{heading}</h2>}
      <dl className={styles.fields}>
        {fields.map((field) => (
          <FieldLine
            key={field.name}
            field={field}
            resource={resource}
            record={record}
            isMarked={marked.includes(field.name)}
            {...(onReveal && { onReveal })}
          />
        ))}
      </dl>
    </section>
  ));
}

/** Kinds that need the page's whole width once there is something in them. */
const wide: ReadonlySet<string> = new Set(["json", "longText"]);

function FieldLine({
  field,
  resource,
  record,
  isMarked,
  onReveal,
}: Omit<RecordFieldsProps, "marked"> & {
  readonly field: FieldDescription;
  readonly isMarked: boolean;
}) {
  const value = record.values[field.name] ?? null;
  return (
    <div
      className={styles.field}
      data-marked={isMarked}
      data-wide={wide.has(field.kind) && value !== null && value !== ""}
    >
      <dt title={field.help ?? undefined}>
        {field.label}
        {isMarked && <span className="unseen"> {t("asOf.marked")}</span>}
      </dt>
      <dd>
        <div className={styles.value}>
          <FieldShow
            field={field}
            value={value}
            values={record.values}
            record={record}
            resource={resource}
          />
        </div>
        {onReveal && field.reveal && isMasked(record, field) && (
          <Button
            type="text"
            size="small"
            icon={<EyeOutlined />}
            title={t("reveal.open", { field: field.label })}
            aria-label={t("reveal.open", { field: field.label })}
            onClick={() => onReveal(field.name)}
          />
        )}
        {value !== null && value !== "" && (
          <span className={styles.copy}>
            <CopyButton text={valueText(value)} name={field.label} />
          </span>
        )}
      </dd>
    </div>
  );
}
