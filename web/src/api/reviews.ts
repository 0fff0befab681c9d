import type { ReviewState, ReviewsAnswer, VerdictBody } from "purser/contract";
import { request } from "./http.ts";

export interface ReviewQuery {
  readonly state: ReviewState;
  readonly after?: string | null;
  /** 0 asks for the number of open ones alone. */
  readonly limit?: number;
}

export function listReviews(query: ReviewQuery, signal?: AbortSignal): Promise<ReviewsAnswer> {
  return request("/api/reviews", { query: { ...query }, signal });
}

export function decideReview(event: string, body: VerdictBody): Promise<void> {
  return request(`/api/reviews/${encodeURIComponent(event)}`, { method: "POST", body });
}
