import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { RecordAnswer, ResourceDescription } from "purser/contract";
import { useNavigate } from "react-router";
import { deleteRecord } from "../api/records.ts";
import { t } from "../messages/translate.ts";
import { paths } from "../route/paths.ts";
import { useWriteToast } from "./use-write-toast.ts";

/** Deletes the record as it was shown: if somebody changed it since, the server refuses. */
export function useDeleteRecord(resource: ResourceDescription, record: RecordAnswer) {
  const navigate = useNavigate();
  const client = useQueryClient();
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
      // Everything is out of date, but not to be loaded again here: this page's record is gone.
      await client.invalidateQueries({ refetchType: "none" });
      await navigate(paths.grid(resource.name), { replace: true });
    },
  });
  return { remove: mutation.mutate, isRemoving: mutation.isPending, error: mutation.error };
}
