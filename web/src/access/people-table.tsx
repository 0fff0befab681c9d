import type { AccessReport } from "purser/contract";
import { TimeAgo } from "../field/instant/time-ago.tsx";
import { t } from "../messages/translate.ts";
import { Table } from "./table.tsx";

/** Who has been here, with which roles, when last, and how much they had revealed. */
export function PeopleTable({ report }: { readonly report: AccessReport }) {
  const rows = report.people.map(({ issuer, subject, name, email, roles, lastUse, reveals }) => ({
    id: JSON.stringify([issuer, subject]),
    cells: [
      name,
      email ?? <span className="dim">—</span>,
      roles.join(", "),
      <TimeAgo key="last" at={lastUse} />,
      <span key="reveals" className="tabular">
        {reveals}
      </span>,
    ],
  }));
  return (
    <>
      <Table
        label={t("access.people")}
        columns={[
          t("access.name"),
          t("access.email"),
          t("access.roles"),
          t("access.lastUse"),
          t("access.revealed"),
        ]}
        rows={rows}
      />
      {report.isMore && <p className="dim">{t("access.morePeople")}</p>}
    </>
  );
}
