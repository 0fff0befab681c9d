import type { AuditHealthAnswer } from "purser/contract";
import { ExactTime } from "../field/instant/exact-time.tsx";
import { groupDigits } from "../field/number/group-digits.ts";
import { t } from "../messages/translate.ts";
import { type Fact, FactList } from "./fact-list.tsx";

/** How far sealing has come: the newest checkpoint, and what waits for the next. */
export function SealingFacts({ health }: { readonly health: AuditHealthAnswer }) {
  const { sealing, checkpoint, unsealed, lagSeconds } = health;
  if (!sealing && checkpoint === null) return <p className="dim">{t("health.noKey")}</p>;
  const waiting = t(unsealed.isMore ? "health.waitingMore" : "health.waiting", {
    rows: groupDigits(String(unsealed.rows)),
    count: unsealed.rows,
  });
  const facts: readonly Fact[] = [
    ...(checkpoint === null
      ? []
      : ([
          [
            t("health.checkpoint"),
            <span key="checkpoint">
              {t("health.numbered", { number: checkpoint.number })} <ExactTime at={checkpoint.at} />{" "}
              <span className="dim">({t("health.age", { seconds: checkpoint.ageSeconds })})</span>
            </span>,
          ],
          [
            t("health.sealed"),
            t("health.records", {
              records: groupDigits(String(checkpoint.size)),
              count: checkpoint.size,
            }),
          ],
        ] as const)),
    [t("health.unsealed"), waiting],
    [t("health.lag"), t("health.seconds", { seconds: lagSeconds })],
  ];
  return <FactList facts={facts} />;
}
