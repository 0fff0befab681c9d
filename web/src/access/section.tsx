import type { PropsWithChildren } from "react";
import styles from "./access.module.css";

/** A part of a page that is read from top to bottom. */
export function Section({ title, children }: PropsWithChildren<{ readonly title: string }>) {
  return (
    <section className={styles.section} aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}
