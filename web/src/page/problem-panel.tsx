import { Button } from "antd";
import type { PropsWithChildren } from "react";
import { problemOf } from "../api/http.ts";
import type { ConsoleProblem } from "../api/problem-error.ts";
import { t } from "../messages/translate.ts";
import styles from "./page.module.css";
import { Panel, type PanelProps } from "./panel.tsx";

/** In place of data that did not come: why, what to do next, and what to tell an administrator. */
export function ProblemPanel({
  error,
  onRetry,
  children,
}: PropsWithChildren<{ readonly error: unknown; readonly onRetry?: () => void }>) {
  const problem = problemOf(error);
  return (
    <Panel title={problem.title} text={problem.detail} tone={toneOf(problem)}>
      <p className={styles.next}>{problem.next}</p>
      {problem.errors !== undefined && (
        <ul className={styles.errors}>
          {problem.errors.map(({ pointer, message }) => (
            <li key={pointer + message}>
              <span className="code">{pointer}</span> {message}
            </li>
          ))}
        </ul>
      )}
      <div className={styles.buttons}>
        {children}
        {onRetry !== undefined && <Button onClick={onRetry}>{t("page.retry")}</Button>}
      </div>
      <p className={styles.reference}>
        <span className="code">{problem.code}</span>
        {problem.requestId !== "" && (
          <>
            {" "}
            · {t("page.request")} <span className="code">{problem.requestId}</span>
          </>
        )}
      </p>
    </Panel>
  );
}

/** Somebody can do something about a refusal; a failure is ours. */
function toneOf({ status, code }: ConsoleProblem): NonNullable<PanelProps["tone"]> {
  if (code === "offline") return "warning";
  return status >= 500 || status === 0 ? "error" : "warning";
}
