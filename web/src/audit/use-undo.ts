import { useMutation } from "@tanstack/react-query";
import { undoOperation } from "../api/audit.ts";
import { problemOf } from "../api/http.ts";
import { useRefreshAfterWrite } from "../api/queries.ts";
import { t } from "../messages/translate.ts";
import { useWriteToast } from "../record/use-write-toast.ts";

interface Undo {
  /** Of the plan as it was shown: if it would do something else by now, the server refuses. */
  readonly version: string;
  readonly reason: string;
}

export function useUndo(operation: string, onDone: () => void, onStale: () => void) {
  const toast = useWriteToast();
  const refresh = useRefreshAfterWrite();
  const mutation = useMutation({
    mutationFn: ({ version, reason }: Undo) => undoOperation(operation, version, reason),
    onSuccess: ({ restored, ...answer }) => {
      toast(t("undo.done", { count: restored }), { ...answer, record: null });
      onDone();
      void refresh();
    },
    onError: (error) => {
      if (problemOf(error).code === "version_stale") onStale();
    },
  });
  return { undo: mutation.mutate, isUndoing: mutation.isPending, error: mutation.error };
}
