import { Button } from "antd";
import type { Comparison, FieldDescription, ResourceDescription } from "purser/contract";
import { type FormEvent, Suspense, useState } from "react";
import { LazyFieldFilter } from "../../field/filter/lazy-field-filter.ts";
import { t } from "../../messages/translate.ts";
import { Loading } from "../../page/loading.tsx";
import styles from "./filter.module.css";

interface FilterEditorProps {
  readonly field: FieldDescription;
  readonly resource: ResourceDescription;
  readonly value: Comparison | null;
  readonly onApply: (comparison: Comparison) => void;
}

/** One condition on one field, in the editor of the field's kind; takes effect when applied. */
export function FilterEditor({ field, resource, value, onApply }: FilterEditorProps) {
  const [draft, setDraft] = useState(value);

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (draft !== null) onApply(draft);
  }

  return (
    <form className={styles.editor} aria-label={field.label} onSubmit={onSubmit}>
      <Suspense fallback={<Loading />}>
        <LazyFieldFilter field={field} resource={resource} value={draft} onChange={setDraft} />
      </Suspense>
      <Button type="primary" size="small" htmlType="submit" disabled={draft === null}>
        {t("grid.apply")}
      </Button>
    </form>
  );
}
