import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Count, ReviewState, VerdictBody } from "purser/contract";
import { decideReview, listReviews } from "../api/reviews.ts";

const minute = 60_000;

/** How many are open; asked again where it is shown anew, and never by the clock, which would keep the session alive. */
export function useOpenReviews(): Count | null {
  const { data } = useQuery({
    queryKey: ["reviews", "open"],
    queryFn: ({ signal }) => listReviews({ state: "open", limit: 0 }, signal),
    staleTime: minute,
  });
  return data?.open ?? null;
}

/** The queue, page after page. */
export function useReviews(state: ReviewState) {
  return useInfiniteQuery({
    queryKey: ["reviews", "list", state],
    queryFn: ({ pageParam, signal }) => listReviews({ state, after: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.page.next,
  });
}

/** Says what somebody thinks of an event, and asks for the queue anew: also when somebody else was quicker. */
export function useDecide(event: string, onDecided: () => void) {
  const client = useQueryClient();
  const mutation = useMutation({
    mutationFn: (body: VerdictBody) => decideReview(event, body),
    onSuccess: onDecided,
    onSettled: () => client.invalidateQueries({ queryKey: ["reviews"] }),
  });
  return { decide: mutation.mutate, isDeciding: mutation.isPending, error: mutation.error };
}
