import { Button, Select } from "antd";
import type { FieldDescription, ResourceDescription, WireValue } from "purser/contract";
import { type FormEvent, useState } from "react";
import type { AuditQuery } from "../api/audit.ts";
import { useResource } from "../api/queries.ts";
import { FieldEdit } from "../field/edit.tsx";
import { operandField, readOperand } from "../field/filter/operand.ts";
import { valueText } from "../field/value-text.ts";
import { t } from "../messages/translate.ts";
import styles from "./audit.module.css";

interface ChangeFormProps {
  readonly query: AuditQuery;
  readonly onSet: (change: Pick<AuditQuery, "field" | "value">) => void;
}

/** Which field was changed and, if it matters, from which value or to which. */
export function ChangeForm({ query, onSet }: ChangeFormProps) {
  const resource = useResource(query.resource ?? "");
  const [name, setName] = useState(query.field);
  const [value, setValue] = useState<WireValue>(query.value ?? null);
  const field = resource?.fields.find((one) => one.name === name);
  const sent = field === undefined ? undefined : readOperand(field, "eq", value);
  const isOpen = value === null || value === "";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isOpen) onSet({ field: name, value: undefined });
    else if (sent !== undefined) onSet({ field: name, value: valueText(sent) });
  };
  return (
    <form className={styles.editor} onSubmit={submit}>
      <Select
        className={styles.choice ?? ""}
        value={name ?? null}
        onChange={(next: string) => {
          setName(next);
          setValue(null);
        }}
        options={(resource?.fields ?? []).map((one) => ({ value: one.name, label: one.label }))}
        showSearch={{ optionFilterProp: "label" }}
        aria-label={t("audit.field")}
        placeholder={t("audit.field")}
        autoFocus={name === undefined}
      />
      {field !== undefined && resource !== undefined && (
        <ValueEdit field={field} resource={resource} value={value} onChange={setValue} />
      )}
      <Button
        type="primary"
        size="small"
        htmlType="submit"
        disabled={field === undefined || !(isOpen || sent !== undefined)}
      >
        {t("audit.apply")}
      </Button>
    </form>
  );
}

interface ValueEditProps {
  readonly field: FieldDescription;
  readonly resource: ResourceDescription;
  readonly value: WireValue;
  readonly onChange: (value: WireValue) => void;
}

function ValueEdit({ field, resource, value, onChange }: ValueEditProps) {
  return (
    <div className={styles.choice}>
      <span className="dim">{t("audit.valueHelp")}</span>
      <FieldEdit
        key={field.name}
        field={operandField(field)}
        resource={resource}
        value={value}
        onChange={onChange}
        label={t("audit.value", { field: field.label })}
        autoFocus
      />
    </div>
  );
}
