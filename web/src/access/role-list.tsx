import { Button } from "antd";
import type { RoleSummary } from "purser/contract";
import { viewAs } from "../api/view-as.ts";
import { t } from "../messages/translate.ts";
import { paths } from "../route/paths.ts";
import { Table } from "./table.tsx";

/** Roles, who gets them, what they may beside the resources, and the way to look as one. */
export function RoleList({ roles }: { readonly roles: readonly RoleSummary[] }) {
  const rows = roles.map((role) => ({
    id: role.name,
    cells: [
      role.name,
      role.description ?? <span className="dim">—</span>,
      role.groups.join(", "),
      (["audit", "review", "administer"] as const)
        .filter((power) => role[power])
        .map((power) => t(`access.power.${power}`))
        .join(", "),
      <Button
        key="view"
        size="small"
        aria-label={t("access.viewAsRole", { role: role.name })}
        onClick={() => viewAs([role.name], paths.home())}
      >
        {t("access.viewAs")}
      </Button>,
    ],
  }));
  return (
    <Table
      label={t("access.roles")}
      columns={[
        t("access.role"),
        t("access.description"),
        t("access.groups"),
        t("access.powers"),
        t("access.look"),
      ]}
      rows={rows}
    />
  );
}
