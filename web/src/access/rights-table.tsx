import type { AccessReport, RoleRights } from "purser/contract";
import { Link } from "react-router";
import { t } from "../messages/translate.ts";
import { paths } from "../route/paths.ts";
import { Table } from "./table.tsx";

/** Resources as rows, roles as columns; each cell leads to why. */
export function RightsTable({ report }: { readonly report: AccessReport }) {
  const { roles, resources, rights } = report;
  const rows = resources.map(({ name, label }) => ({
    id: name,
    cells: [
      label,
      ...roles.map((role) => {
        const held = rights.find((each) => each.role === role.name && each.resource === name);
        if (held === undefined) return "—";
        return (
          <Link
            key={role.name}
            to={paths.accessExplained(role.name, name)}
            title={t("access.explainCell")}
          >
            {describe(held)}
          </Link>
        );
      }),
    ],
  }));
  return (
    <Table
      label={t("access.rights")}
      columns={[t("access.resource"), ...roles.map(({ name }) => name)]}
      rows={rows}
    />
  );
}

function describe({ clear, masked, reveal, create, update, limited, ...held }: RoleRights): string {
  const words = [
    t("access.reads", { count: clear.length + masked.length }),
    masked.length > 0 ? t("access.masked", { count: masked.length }) : "",
    reveal.length > 0 ? t("access.reveals") : "",
    create.length > 0 ? t("access.creates") : "",
    update.length > 0 ? t("access.updates", { count: update.length }) : "",
    held.delete ? t("access.deletes") : "",
    limited ? t("access.someRows") : "",
  ];
  return words.filter((word) => word !== "").join(" · ");
}
