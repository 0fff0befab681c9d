import { useMutation } from "@tanstack/react-query";
import type { RecordAnswer, ResourceDescription, RevealBody } from "purser/contract";
import { useRefreshAfterReveal } from "../api/queries.ts";
import { revealFields } from "../api/reveal.ts";

/** Asks for values in clear, and hands them on without keeping them. */
export function useRevealFields(
  resource: ResourceDescription,
  record: RecordAnswer,
  onRevealed: (values: RecordAnswer["values"]) => void,
) {
  const refresh = useRefreshAfterReveal();
  const mutation = useMutation({
    // An answer that is kept would outlive the time it may be shown for.
    mutationFn: async (body: RevealBody) => {
      const { values } = await revealFields(resource.name, record.key ?? "", body);
      onRevealed(values);
    },
    gcTime: 0,
    onSuccess: () => void refresh(),
  });
  return { reveal: mutation.mutate, isRevealing: mutation.isPending, error: mutation.error };
}
