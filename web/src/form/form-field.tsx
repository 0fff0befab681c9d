import { Button } from "antd";
import type { FieldDescription, ResourceDescription, WireValue } from "purser/contract";
import { FieldEdit } from "../field/edit.tsx";
import { t } from "../messages/translate.ts";
import styles from "./form.module.css";

interface FormFieldProps {
  readonly id: string;
  readonly field: FieldDescription;
  readonly resource: ResourceDescription;
  readonly value: WireValue;
  readonly problem: string | undefined;
  readonly required: boolean;
  readonly isChanged: boolean;
  readonly autoFocus: boolean;
  readonly onChange: (value: WireValue) => void;
  readonly onLeave: () => void;
  readonly onUndo: () => void;
}

export function FormField({
  id,
  field,
  resource,
  value,
  problem,
  required,
  isChanged,
  autoFocus,
  onChange,
  onLeave,
  onUndo,
}: FormFieldProps) {
  const noteId = `${id}-note`;
  const hasNote = problem !== undefined || field.help !== null;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears the controls inside it being left
    <div className={styles.field} data-changed={isChanged} onBlur={onLeave}>
      <div className={styles.label}>
        <label htmlFor={id} title={field.type}>
          {field.label}
          {required && <span className={styles.required}> {t("form.required")}</span>}
        </label>
        {isChanged && (
          <Button
            type="link"
            size="small"
            onClick={onUndo}
            aria-label={t("form.undoOf", { field: field.label })}
          >
            {t("form.undo")}
          </Button>
        )}
      </div>
      <FieldEdit
        id={id}
        field={field}
        resource={resource}
        value={value}
        onChange={onChange}
        status={problem === undefined ? undefined : "error"}
        describedBy={hasNote ? noteId : undefined}
        autoFocus={autoFocus}
      />
      {hasNote && (
        <p id={noteId} className={problem === undefined ? styles.help : styles.problem}>
          {problem ?? field.help}
        </p>
      )}
    </div>
  );
}
