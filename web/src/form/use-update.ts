import { useMutation } from "@tanstack/react-query";
import type { RecordAnswer, ResourceDescription, WireValues, WriteAnswer } from "purser/contract";
import { problemOf } from "../api/http.ts";
import { useRefreshAfterWrite } from "../api/queries.ts";
import { updateRecord } from "../api/records.ts";
import type { FieldProblems } from "./draft.ts";
import { fieldProblems } from "./server-problems.ts";
import { writeBody } from "./write-body.ts";

interface Update {
  /** As the changes were made to it: its version goes along. */
  readonly record: RecordAnswer;
  readonly values: WireValues;
  readonly reason: string;
}

interface UpdateEnds {
  readonly onSaved: (answer: WriteAnswer) => void;
  /** Not saved: these fields have to be corrected. */
  readonly onProblems: (problems: FieldProblems) => void;
}

export function useUpdate(resource: ResourceDescription, { onSaved, onProblems }: UpdateEnds) {
  const refresh = useRefreshAfterWrite();
  const mutation = useMutation({
    mutationFn: ({ record, values, reason }: Update) =>
      updateRecord(
        resource.name,
        record.key ?? "",
        record.version ?? "",
        writeBody(values, reason),
      ),
    onSuccess: (answer) => {
      onSaved(answer);
      void refresh();
    },
    onError: (error) => {
      const problems = fieldProblems(problemOf(error).errors ?? []);
      if (Object.keys(problems).length > 0) onProblems(problems);
    },
  });
  const problem = mutation.error === null ? null : problemOf(mutation.error);
  return {
    save: mutation.mutate,
    reset: mutation.reset,
    isSaving: mutation.isPending,
    error: mutation.error,
    /** The record as somebody else has saved it meanwhile. */
    theirs: problem?.code === "version_stale" ? (problem.record ?? null) : null,
  };
}
