import { Button } from "antd";
import type { FieldDescription, RecordAnswer, ResourceDescription } from "purser/contract";
import { type FormEvent, type KeyboardEvent, useId, useMemo } from "react";
import { Link } from "react-router";
import { printName } from "../api/wire-name.ts";
import { useShortcuts } from "../keyboard/use-shortcuts.ts";
import { t } from "../messages/translate.ts";
import { groupFields } from "../record/field-groups.ts";
import { draftValue, isChanged } from "./draft.ts";
import { FixedField } from "./fixed-field.tsx";
import styles from "./form.module.css";
import { FormField } from "./form-field.tsx";
import { ProblemSummary } from "./problem-summary.tsx";
import type { DraftState } from "./use-draft.ts";

interface RecordFormProps {
  readonly title: string;
  readonly resource: ResourceDescription;
  /** Those shown, in order; the ones in `writable` have a control. */
  readonly fields: readonly FieldDescription[];
  readonly writable: readonly FieldDescription[];
  readonly isNew: boolean;
  /** The record as it was read; null for a new one. */
  readonly record: RecordAnswer | null;
  readonly state: DraftState;
  readonly cancelTo: string;
  readonly onReview: () => void;
}

/** One column of fields; nothing is sent from here, only shown for review. */
export function RecordForm(props: RecordFormProps) {
  const { title, resource, fields, writable, isNew, record, state, cancelTo, onReview } = props;
  const formId = useId();
  const idOf = (field: FieldDescription) => `${formId}-${printName(field.name)}`;
  const first = writable.find((field) => field.default !== "computed");
  const canReview = isNew || state.changed.length > 0;
  useReviewShortcut(formId);
  const review = (event: FormEvent | KeyboardEvent) => {
    event.preventDefault();
    event.stopPropagation();
    if (canReview) onReview();
  };
  return (
    <form
      id={formId}
      className={styles.page}
      onSubmit={review}
      // Before the control under the cursor takes the key: a picker would open its list.
      onKeyDownCapture={(event) => {
        if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) review(event);
      }}
      noValidate
      aria-label={title}
    >
      <title>{title}</title>
      <h1>{title}</h1>
      <ProblemSummary
        fields={fields}
        problems={state.problems}
        refusals={state.refusals}
        idOf={idOf}
      />
      {groupFields(fields).map(({ heading, fields: members }) => (
        <section key={heading ?? ""} className={styles.group}>
          {heading !== null && <h2>{heading}</h2>}
          {members.map((field) =>
            writable.includes(field) ? (
              <FormField
                key={field.name}
                id={idOf(field)}
                field={field}
                resource={resource}
                value={draftValue(state.draft, field.name)}
                problem={state.problems[field.name]}
                required={isNew ? field.required : !field.nullable}
                isChanged={isChanged(state.draft, field.name)}
                autoFocus={field === first}
                onChange={(value) => state.set(field.name, value)}
                onLeave={() => state.check(field.name)}
                onUndo={() => state.undo(field.name)}
              />
            ) : (
              record !== null && (
                <FixedField key={field.name} field={field} resource={resource} record={record} />
              )
            ),
          )}
        </section>
      ))}
      <footer className={styles.footer}>
        <Button type="primary" htmlType="submit" disabled={!canReview}>
          {t(isNew ? "form.reviewNew" : "form.review", { count: state.changed.length })}
        </Button>
        <Link to={cancelTo}>{t("form.cancel")}</Link>
        <span className="dim">
          <kbd>⌘/Ctrl ↵</kbd>
        </span>
      </footer>
    </form>
  );
}

/** For the list of shortcuts, and for when nothing in the form has the focus. */
function useReviewShortcut(formId: string): void {
  const shortcuts = useMemo(() => {
    const run = () => {
      const form = document.getElementById(formId);
      if (form instanceof HTMLFormElement) form.requestSubmit();
    };
    return [{ keys: ["mod+Enter"], label: t("form.reviewShortcut"), run }];
  }, [formId]);
  useShortcuts(t("form.shortcuts"), shortcuts);
}
