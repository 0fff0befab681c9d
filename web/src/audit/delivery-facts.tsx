import type { AuditHealthAnswer } from "purser/contract";
import { ExactTime } from "../field/instant/exact-time.tsx";
import { t } from "../messages/translate.ts";
import { FactList } from "./fact-list.tsx";

/** How far another system has been given the sealed log. */
export function DeliveryFacts({ delivery }: Pick<AuditHealthAnswer, "delivery">) {
  if (delivery === null) return <p className="dim">{t("health.noDelivery")}</p>;
  const { checkpoints, lagSeconds, at } = delivery;
  return (
    <FactList
      facts={[
        [
          t("health.takenAt"),
          at === null ? t("health.neverTaken") : <ExactTime key="at" at={at} />,
        ],
        [t("health.undelivered"), t("health.checkpoints", { count: checkpoints })],
        [t("health.lag"), t("health.seconds", { seconds: lagSeconds })],
      ]}
    />
  );
}
