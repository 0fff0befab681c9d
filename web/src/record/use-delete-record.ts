import { useMutation } from "@tanstack/react-query";
import type { RecordAnswer, ResourceDescription } from "purser/contract";
import { useNavigate } from "react-router";
import { useRefreshAfterWrite } from "../api/queries.ts";
import { deleteRecord } from "../api/records.ts";
import { t } from "../messages/translate.ts";
import { paths } from "../route/paths.ts";
import { useWriteToast } from "./use-write-toast.tsx";

/** Deletes the record as it was shown: if somebody changed it since, the server refuses. */
export function useDeleteRecord(resource: ResourceDescription, record: RecordAnswer) {
  const navigate = useNavigate();
  const refresh = useRefreshAfterWrite();
  const toast = useWriteToast();
  const mutation = useMutation({
    mutationFn: (reason: string) =>
      deleteRecord(
        resource.name,
        record.key ?? "",
        record.version ?? "",
        reason === "" ? undefined : reason,
      ),
    onSuccess: async (answer) => {
      toast(t("delete.done", { record: record.label }), answer);
      await navigate(paths.grid(resource.name), { replace: true });
      await refresh();
    },
  });
  return { remove: mutation.mutate, isRemoving: mutation.isPending, error: mutation.error };
}
