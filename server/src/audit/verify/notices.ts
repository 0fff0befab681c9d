import type { Notice, NoticeCode } from "./verdict.ts";

/** Collects notices: of each kind the first one and how many there were. */
export interface Notices {
  readonly add: (code: NoticeCode, line: number, message: string) => void;
  readonly list: () => readonly Notice[];
}

export function collectNotices(): Notices {
  const found = new Map<NoticeCode, { count: number; line: number; message: string }>();
  return {
    add: (code, line, message) => {
      const known = found.get(code);
      if (known) known.count += 1;
      else found.set(code, { count: 1, line, message });
    },
    list: () => [...found].map(([code, rest]) => ({ code, ...rest })),
  };
}
