import type { RecordAnswer, ResourceDescription, WireValues } from "purser/contract";
import { useState } from "react";
import { useNavigate } from "react-router";
import { t } from "../messages/translate.ts";
import { clearValues } from "../record/clear-values.ts";
import { useWriteToast } from "../record/use-write-toast.ts";
import { paths } from "../route/paths.ts";
import { ConflictDialog } from "./conflict-dialog.tsx";
import { type Draft, readDraft } from "./draft.ts";
import { LeaveDialog } from "./leave-dialog.tsx";
import { RecordForm } from "./record-form.tsx";
import { ReviewDialog } from "./review-dialog.tsx";
import { useDraft } from "./use-draft.ts";
import { useLeaveGuard } from "./use-leave-guard.ts";
import { useUpdate } from "./use-update.ts";

interface EditFormProps {
  readonly resource: ResourceDescription;
  /** As first read; later readings must not change what somebody is working on. */
  readonly initial: RecordAnswer;
  readonly routeKey: string;
}

export function EditForm({ resource, initial, routeKey }: EditFormProps) {
  const [record, setRecord] = useState(initial);
  const [values, setValues] = useState<WireValues | null>(null);
  const [reason, setReason] = useState("");
  const writable = resource.fields.filter(
    ({ update, keyPosition }) => update && keyPosition === null,
  );
  const state = useDraft(writable, clearValues(initial), false);
  const { blocker, letGo } = useLeaveGuard(state.changed.length > 0);
  const navigate = useNavigate();
  const toast = useWriteToast();
  const update = useUpdate(resource, {
    onSaved: (answer) => {
      letGo();
      toast(t("form.saved", { record: answer.record?.label ?? record.label }), answer);
      void navigate(paths.record(resource.name, answer.record?.key ?? routeKey), { replace: true });
    },
    onProblems: (problems) => {
      setValues(null);
      state.showProblems(problems);
    },
  });

  const resolve = (theirs: RecordAnswer) => (draft: Draft) => {
    setRecord(theirs);
    state.rebase(draft);
    update.reset();
    const reading = readDraft(writable, draft, false);
    const isEmpty = "values" in reading && Object.keys(reading.values).length === 0;
    if (isEmpty || "problems" in reading) return setValues(null);
    setValues(reading.values);
    update.save({ record: theirs, values: reading.values, reason });
  };

  return (
    <>
      <RecordForm
        title={t("form.editTitle", { record: record.label })}
        resource={resource}
        fields={resource.fields}
        writable={writable}
        isNew={false}
        record={record}
        state={state}
        cancelTo={paths.record(resource.name, routeKey)}
        onReview={() => {
          update.reset();
          setValues(state.read());
        }}
      />
      {values !== null && update.theirs === null && (
        <ReviewDialog
          title={t("form.reviewTitle")}
          resource={resource}
          before={record.values}
          values={values}
          reason={reason}
          onReason={setReason}
          isSaving={update.isSaving}
          error={update.error}
          onSave={() => update.save({ record, values, reason })}
          onClose={() => setValues(null)}
        />
      )}
      {update.theirs !== null && (
        <ConflictDialog
          resource={resource}
          fields={writable}
          draft={state.draft}
          theirs={update.theirs}
          isSaving={update.isSaving}
          onResolve={resolve(update.theirs)}
          onClose={() => {
            update.reset();
            setValues(null);
          }}
        />
      )}
      <LeaveDialog blocker={blocker} />
    </>
  );
}
