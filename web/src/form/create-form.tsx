import { useMutation } from "@tanstack/react-query";
import type { ResourceDescription, WireValues } from "purser/contract";
import { useState } from "react";
import { useNavigate } from "react-router";
import { problemOf } from "../api/http.ts";
import { useRefreshAfterWrite } from "../api/queries.ts";
import { createRecord } from "../api/records.ts";
import { t } from "../messages/translate.ts";
import { useWriteToast } from "../record/use-write-toast.ts";
import { paths } from "../route/paths.ts";
import { defaultValues } from "./draft.ts";
import { LeaveDialog } from "./leave-dialog.tsx";
import { RecordForm } from "./record-form.tsx";
import { ReviewDialog } from "./review-dialog.tsx";
import { fieldProblems } from "./server-problems.ts";
import { useDraft } from "./use-draft.ts";
import { useLeaveGuard } from "./use-leave-guard.ts";
import { writeBody } from "./write-body.ts";

export function CreateForm({ resource }: { readonly resource: ResourceDescription }) {
  const fields = resource.fields.filter(({ create, generated }) => create && !generated);
  const state = useDraft(fields, defaultValues(fields), true);
  const [values, setValues] = useState<WireValues | null>(null);
  const [reason, setReason] = useState("");
  // One key for the whole form: a retry after a lost answer finds the record instead of making a second.
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const { blocker, letGo } = useLeaveGuard(state.changed.length > 0);
  const navigate = useNavigate();
  const toast = useWriteToast();
  const refresh = useRefreshAfterWrite();
  const creation = useMutation({
    mutationFn: (sent: WireValues) =>
      createRecord(resource.name, writeBody(sent, reason), idempotencyKey),
    onSuccess: (answer) => {
      letGo();
      const { record } = answer;
      toast(t("form.created", { record: record?.label ?? resource.labelOne }), answer);
      const key = record?.key ?? null;
      void navigate(key === null ? paths.grid(resource.name) : paths.record(resource.name, key), {
        replace: true,
      });
      void refresh();
    },
    onError: (error) => {
      const problems = fieldProblems(problemOf(error).errors ?? []);
      if (Object.keys(problems).length === 0) return;
      setValues(null);
      state.showProblems(problems);
    },
  });
  return (
    <>
      <RecordForm
        title={t("form.newTitle", { one: resource.labelOne.toLowerCase() })}
        resource={resource}
        fields={fields}
        writable={fields}
        isNew
        record={null}
        state={state}
        cancelTo={paths.grid(resource.name)}
        onReview={() => {
          creation.reset();
          setValues(state.read());
        }}
      />
      {values !== null && (
        <ReviewDialog
          title={t("form.reviewNewTitle", { one: resource.labelOne.toLowerCase() })}
          resource={resource}
          before={null}
          values={values}
          reason={reason}
          onReason={setReason}
          isSaving={creation.isPending}
          error={creation.error}
          onSave={() => creation.mutate(values)}
          onClose={() => setValues(null)}
        />
      )}
      <LeaveDialog blocker={blocker} />
    </>
  );
}
