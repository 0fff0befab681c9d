import { Alert } from "antd";
import { problemOf } from "../api/http.ts";
import type { ConsoleProblem } from "../api/problem-error.ts";
import { MinuteTime } from "../field/instant/minute-time.tsx";
import { t } from "../messages/translate.ts";

interface ProblemAlertProps {
  readonly error: unknown;
  readonly type?: "warning" | "error";
  /** What to do next, where the page knows better than the server. */
  readonly next?: string | undefined;
}

/** Beside what somebody wanted to do: why it was not done, and what to do next. */
export function ProblemAlert({ error, type = "warning", next }: ProblemAlertProps) {
  const problem = problemOf(error);
  return (
    <Alert
      type={type}
      showIcon
      role="alert"
      title={<Reason problem={problem} />}
      description={next ?? nextOf(problem)}
    />
  );
}

function Reason({ problem }: { readonly problem: ConsoleProblem }) {
  const { title, detail, trustedFrom } = problem;
  if (trustedFrom === undefined) return detail ?? title;
  return (
    <>
      {t("passkey.onHold")} <MinuteTime at={trustedFrom} />
    </>
  );
}

function nextOf({ code, next, detail, trustedFrom }: ConsoleProblem): string | null {
  if (code === "passkey_on_hold")
    return t(trustedFrom === undefined ? "passkey.noneNext" : "passkey.onHoldNext");
  // It sends programs to what stands here already.
  return detail !== undefined && next.includes("`detail`") ? null : next;
}
