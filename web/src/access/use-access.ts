import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  downloadAccessReport,
  type ExplainQuery,
  explainAccess,
  readAccessReport,
  reviewAccess,
} from "../api/access.ts";
import { saveFile } from "../audit/save-file.ts";

const reportKey = ["access", "report"];

export function useAccessReport() {
  return useQuery({
    queryKey: reportKey,
    queryFn: ({ signal }) => readAccessReport(signal),
    staleTime: 60_000,
  });
}

export function useExplanation(query: ExplainQuery | null) {
  return useQuery({
    queryKey: ["access", "explain", query],
    queryFn: ({ signal }) => (query === null ? null : explainAccess(query, signal)),
    enabled: query !== null,
  });
}

export function useReportDownload() {
  return useMutation({
    mutationFn: async () => saveFile("access-report.csv", await downloadAccessReport()),
  });
}

/** Signs the report and saves what was signed, which the log holds only the digest of. */
export function useReview() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (note: string) => {
      const { review, report } = await reviewAccess(note);
      saveFile(`access-report-${review.id}.json`, new Blob([JSON.stringify(report)]));
      await client.invalidateQueries({ queryKey: reportKey });
      return review;
    },
  });
}
