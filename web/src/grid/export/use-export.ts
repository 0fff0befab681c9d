import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { type Exported, type ExportProgress, exportRecords } from "../../api/export.ts";
import type { ListQuery } from "../../api/records.ts";
import { saveFile } from "../../audit/save-file.ts";

export interface Export {
  readonly start: (query: ListQuery) => void;
  readonly isRunning: boolean;
  /** Null until the server has begun to answer. */
  readonly progress: ExportProgress | null;
  readonly done: Pick<Exported, "name" | "rows"> | undefined;
  readonly error: Error | null;
}

/** An export that ends with whatever shows it, saved as a file once it is whole. */
export function useExport(resource: string): Export {
  const [progress, setProgress] = useState<ExportProgress | null>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  const { mutate, isPending, data, error } = useMutation({
    mutationFn: async (query: ListQuery) => {
      const controller = new AbortController();
      running.current = controller;
      setProgress(null);
      const { signal } = controller;
      const options = { signal, onProgress: setProgress };
      const { name, rows, file } = await exportRecords(resource, query, options);
      saveFile(name, file);
      return { name, rows };
    },
  });
  return { start: mutate, isRunning: isPending, progress, done: data, error };
}
