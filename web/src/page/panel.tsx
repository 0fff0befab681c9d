import type { PropsWithChildren } from "react";
import styles from "./page.module.css";

export interface PanelProps {
  readonly title: string;
  readonly text?: string | undefined;
  readonly tone?: "plain" | "warning" | "error";
}

/** What stands in place of data: what the matter is, and below it the ways on. */
export function Panel({ title, text, tone = "plain", children }: PropsWithChildren<PanelProps>) {
  return (
    <section className={styles.panel} data-tone={tone} role={tone === "error" ? "alert" : "status"}>
      <h2>{title}</h2>
      {text !== undefined && <p>{text}</p>}
      {children !== undefined && <div className={styles.ways}>{children}</div>}
    </section>
  );
}
