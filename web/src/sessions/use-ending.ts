import { useMutation, useQueryClient } from "@tanstack/react-query";

/** Ends sessions, or does away with passkeys, and looks anew at what is left of both. */
export function useEnding<T>(end: (input: T) => Promise<unknown>, onDone: () => void = () => {}) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: end,
    onSuccess: onDone,
    onSettled: () =>
      client.invalidateQueries({
        predicate: ({ queryKey: [first] }) => first === "sessions" || first === "passkeys",
      }),
  });
}
