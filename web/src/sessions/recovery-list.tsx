import { Button, Popconfirm } from "antd";
import type { PasskeyRecovery } from "purser/contract";
import { Table } from "../access/table.tsx";
import { approveRecovery } from "../api/passkeys.ts";
import { TimeAgo } from "../field/instant/time-ago.tsx";
import { t } from "../messages/translate.ts";
import { PasskeyProblem } from "../passkey/passkey-problem.tsx";
import { useEnding } from "./use-ending.ts";

/** Recoveries that wait for a second administrator; silent where there are none. */
export function RecoveryList({ recoveries }: { readonly recoveries: readonly PasskeyRecovery[] }) {
  const approval = useEnding(({ id, name }: PasskeyRecovery) =>
    approveRecovery(id, t("recovery.approveFor", { name })),
  );
  if (recoveries.length === 0) return null;
  return (
    <>
      <Table
        label={t("recovery.title")}
        columns={[
          t("recovery.of"),
          t("recovery.reason"),
          t("recovery.by"),
          t("recovery.until"),
          t("sessions.actions"),
        ]}
        rows={recoveries.map((recovery) => ({
          id: recovery.id,
          cells: [
            recovery.name,
            recovery.reason,
            recovery.askedBy,
            <TimeAgo key="until" at={recovery.expiresAt} />,
            recovery.mayApprove ? (
              <Popconfirm
                key="approve"
                title={t("recovery.approveFor", { name: recovery.name })}
                description={t("recovery.approveWhat", { name: recovery.name })}
                okText={t("recovery.approveOk")}
                okButtonProps={{ danger: true }}
                onConfirm={() => approval.mutate(recovery)}
              >
                <Button
                  size="small"
                  danger
                  loading={approval.isPending}
                  aria-label={t("recovery.approveFor", { name: recovery.name })}
                >
                  {t("recovery.approve")}
                </Button>
              </Popconfirm>
            ) : (
              <span key="approve" className="dim">
                {t("recovery.another")}
              </span>
            ),
          ],
        }))}
      />
      {approval.error !== null && <PasskeyProblem error={approval.error} />}
    </>
  );
}
