import { Modal, Radio } from "antd";
import type {
  FieldDescription,
  RecordAnswer,
  ResourceDescription,
  WireValue,
  WireValues,
} from "purser/contract";
import { useState } from "react";
import { ComparedValue } from "../field/difference/compared-value.tsx";
import { t } from "../messages/translate.ts";
import { clearValues } from "../record/clear-values.ts";
import { type ConflictRow, compareThreeWays, resolveConflict, type Side } from "./conflict.ts";
import type { Draft } from "./draft.ts";
import styles from "./form.module.css";
import { LastAuthor } from "./last-author.tsx";

interface ConflictDialogProps {
  readonly resource: ResourceDescription;
  /** Those that either of them could have chosen. */
  readonly fields: readonly FieldDescription[];
  readonly draft: Draft;
  readonly theirs: RecordAnswer;
  readonly isSaving: boolean;
  readonly onResolve: (draft: Draft) => void;
  readonly onClose: () => void;
}

/** Somebody else saved first: was, theirs and yours side by side, and a choice for each field. */
export function ConflictDialog(props: ConflictDialogProps) {
  const { resource, fields, draft, theirs, isSaving, onResolve, onClose } = props;
  const [choices, setChoices] = useState<{ readonly [field: string]: Side }>({});
  const rows = compareThreeWays(fields, draft, clearValues(theirs));
  const isOpen = rows.some(
    ({ field, settled }) => settled === null && choices[field.name] === undefined,
  );
  return (
    <Modal
      open
      width={960}
      title={t("conflict.title")}
      okText={t("conflict.save")}
      cancelText={t("form.back")}
      okButtonProps={{ disabled: isOpen }}
      confirmLoading={isSaving}
      onOk={() => onResolve(resolveConflict(rows, choices, clearValues(theirs)))}
      onCancel={onClose}
    >
      <p>
        <LastAuthor resource={resource} record={theirs} /> {t("conflict.what")}
      </p>
      <div className={styles.scroll}>
        <table className={styles.conflict}>
          <thead>
            <tr>
              <th scope="col">{t("conflict.field")}</th>
              <th scope="col">{t("conflict.was")}</th>
              <th scope="col">{t("conflict.theirs")}</th>
              <th scope="col">{t("conflict.yours")}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <ConflictLine
                key={row.field.name}
                row={row}
                base={draft.base}
                theirs={clearValues(theirs)}
                choice={choices[row.field.name] ?? row.settled}
                onChoose={(side) => setChoices({ ...choices, [row.field.name]: side })}
              />
            ))}
          </tbody>
        </table>
      </div>
      {isOpen && <p className="dim">{t("conflict.choose")}</p>}
    </Modal>
  );
}

interface ConflictLineProps {
  readonly row: ConflictRow;
  readonly base: WireValues;
  readonly theirs: WireValues;
  readonly choice: Side | null;
  readonly onChoose: (side: Side) => void;
}

function ConflictLine({ row, base, theirs, choice, onChoose }: ConflictLineProps) {
  const { field } = row;
  const draw = (value: WireValue, values: WireValues) => (
    <ComparedValue field={field} value={value} values={values} />
  );
  const option = (side: Side) => (
    <Radio checked={choice === side} onChange={() => onChoose(side)}>
      {draw(row[side], side === "theirs" ? theirs : base)}
    </Radio>
  );
  return (
    <tr data-open={choice === null}>
      <th scope="row">{field.label}</th>
      <td>{draw(row.was, base)}</td>
      <td>{option("theirs")}</td>
      <td>{option("yours")}</td>
    </tr>
  );
}
