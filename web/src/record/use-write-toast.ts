import type { WriteAnswer } from "purser/contract";
import { createContext, use } from "react";

export type WriteToast = (title: string, answer: WriteAnswer) => void;

export const WriteToastContext = createContext<WriteToast>(() => undefined);

/** Says what a write came to, what went with it, and how to take it back. */
export function useWriteToast(): WriteToast {
  return use(WriteToastContext);
}
