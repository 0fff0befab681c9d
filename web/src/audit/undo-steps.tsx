import type { UndoStep } from "purser/contract";
import { t } from "../messages/translate.ts";
import styles from "./audit.module.css";
import { ChangedRow } from "./changed-row.tsx";

/** Up to this many rows are open at once. */
const mostOpen = 5;

/** Row by row, in the order in which they are put back; what stands against one is said beside it. */
export function UndoSteps({ steps }: { readonly steps: readonly UndoStep[] }) {
  const conflicts = steps.filter(({ conflict }) => conflict !== null).length;
  return (
    <section aria-label={t("undo.steps")}>
      <p>
        {conflicts === 0
          ? t("undo.rows", { count: steps.length })
          : t("undo.conflicts", { count: conflicts, rows: steps.length })}
      </p>
      <ul className={styles.tree}>
        {steps.map((step) => (
          <li key={`${step.resource} ${step.key}`}>
            {step.conflict !== null && <p className={styles.conflict}>{step.conflict}</p>}
            <ChangedRow
              did={t(`undo.verb.${step.verb}`)}
              resource={step.resource}
              recordKey={step.key}
              row={{ ...step, before: step.now, after: step.then }}
              isOpen={steps.length <= mostOpen || step.conflict !== null}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
