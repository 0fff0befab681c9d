import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  downloadSessionReport,
  listSessions,
  readSessionReport,
  reviewSessions,
} from "../api/sessions.ts";
import { saveFile } from "../audit/save-file.ts";

const reportKey = ["sessions", "report"];

/** Where one is signed in at this moment, or for an administrator anybody; always asked anew where it is shown. */
export function useSessions(query: Parameters<typeof listSessions>[0]) {
  return useQuery({
    queryKey: ["sessions", "list", query],
    queryFn: ({ signal }) => listSessions(query, signal),
    staleTime: 0,
    placeholderData: keepPreviousData,
  });
}

export function useSessionReport() {
  return useQuery({
    queryKey: reportKey,
    queryFn: ({ signal }) => readSessionReport(signal),
    staleTime: 60_000,
  });
}

export function useSessionReportDownload() {
  return useMutation({
    mutationFn: async () => saveFile("session-report.csv", await downloadSessionReport()),
  });
}

/** Signs the report and saves what was signed, which the log holds only the digest of. */
export function useSessionReview() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (note: string) => {
      const { review, report } = await reviewSessions(note);
      saveFile(`session-report-${review.id}.json`, new Blob([JSON.stringify(report)]));
      await client.invalidateQueries({ queryKey: reportKey });
      return review;
    },
  });
}
