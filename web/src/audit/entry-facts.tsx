import type { AuditEntry } from "purser/contract";
import { Link } from "react-router";
import { ExactTime } from "../field/instant/exact-time.tsx";
import { TimeAgo } from "../field/instant/time-ago.tsx";
import { t } from "../messages/translate.ts";
import { paths } from "../route/paths.ts";
import { type Fact, FactList } from "./fact-list.tsx";

/** Who, when, from where, by what right, and what it has to do with other entries. */
export function EntryFacts({ entry }: { readonly entry: AuditEntry }) {
  const { actor } = entry;
  const facts: readonly Fact[] = [
    [
      t("audit.fact.who"),
      [actor.name, actor.email, actor.subject].filter((one) => one !== null).join(" · "),
    ],
    [t("audit.fact.roles"), entry.roles.join(", ")],
    [
      t("audit.fact.when"),
      <span key="when">
        <ExactTime at={entry.at} />{" "}
        <span className="dim">
          (<TimeAgo at={entry.at} />)
        </span>
      </span>,
    ],
    [
      t("audit.fact.seal"),
      entry.sealed === null
        ? t("seal.notYet")
        : t("seal.sealedBy", { checkpoint: entry.sealed.checkpoint }),
    ],
    [
      t("audit.fact.undoes"),
      entry.undoes && <Link to={paths.auditEntry(entry.undoes)}>{t("audit.thatOperation")}</Link>,
    ],
    [
      t("audit.fact.undoneBy"),
      entry.undoneBy && (
        <Link to={paths.auditEntry(entry.undoneBy)}>{t("audit.thatOperation")}</Link>
      ),
    ],
    [t("audit.fact.address"), entry.address],
    [t("audit.fact.userAgent"), entry.userAgent],
    [
      t("audit.fact.authority"),
      t(`audit.authority.${entry.kind === "change.outOfBand" ? "outOfBand" : entry.authority}`),
    ],
    [
      t("audit.fact.kind"),
      <span key="kind" className="code">
        {entry.kind}
      </span>,
    ],
    [t("audit.fact.request"), entry.requestId && <span className="code">{entry.requestId}</span>],
    [
      t("audit.fact.id"),
      <span key="id" className="code">
        {entry.id}
      </span>,
    ],
  ];
  return <FactList facts={facts} />;
}
