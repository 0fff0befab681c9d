import styles from "./audit.module.css";

/** Nothing is shown of one without a text. */
export type Fact = readonly [label: string, text: React.ReactNode];

/** What is known, line by line under its name. */
export function FactList({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className={styles.facts}>
      {facts
        .filter(([, text]) => text !== null && text !== "")
        .map(([label, text]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
    </dl>
  );
}
