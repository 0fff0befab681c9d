import type { MeAnswer } from "purser/contract";
import { FactList } from "../audit/fact-list.tsx";
import { MinuteTime } from "../field/instant/minute-time.tsx";
import { TimeAgo } from "../field/instant/time-ago.tsx";
import { t } from "../messages/translate.ts";
import { useSessions } from "../sessions/use-sessions.ts";

export function ThisSession({ me }: { readonly me: MeAnswer }) {
  const own = useSessions({ scope: "own" }).data?.sessions.find(({ isOwn }) => isOwn);
  const { secondFactor, idleSeconds, expiresAt } = me.session;
  return (
    <FactList
      facts={[
        [t("security.person"), me.email === null ? me.name : `${me.name} · ${me.email}`],
        [t("security.roles"), me.roles.join(", ")],
        [t("security.factor"), t(`security.factor.${secondFactor}`)],
        [
          t("security.proven"),
          own === undefined ? null : own.authenticatedAt === null ? (
            t("security.provenUnknown")
          ) : (
            <TimeAgo key="proven" at={own.authenticatedAt} />
          ),
        ],
        [t("security.idle"), t("security.idleAfter", { minutes: Math.round(idleSeconds / 60) })],
        [t("security.latest"), <MinuteTime key="latest" at={expiresAt} />],
      ]}
    />
  );
}
