/** Somebody looked through a report that is due every quarter, and agreed. */
export interface PeriodicReview {
  readonly id: string;
  readonly at: string;
  readonly by: string;
  readonly note: string;
  /** sha256 in hex over the report's JSON, and of the policy. */
  readonly report: string;
  readonly policy: string;
}

/** What every such report begins and ends with. */
export interface PeriodicReport {
  readonly application: string;
  /** Digest of the policy in force. */
  readonly policy: string;
  /** Whether there are others than those listed. */
  readonly isMore: boolean;
  readonly lastReview: PeriodicReview | null;
}

/** `POST /api/access/reviews`, `POST /api/sessions/reviews` */
export interface PeriodicReviewBody {
  readonly note: string;
}

/** What was agreed to, to be kept: `review.report` is the digest of `report`'s JSON as it stands here. */
export interface PeriodicReviewAnswer<Report extends PeriodicReport> {
  readonly review: PeriodicReview;
  readonly report: Report;
}
