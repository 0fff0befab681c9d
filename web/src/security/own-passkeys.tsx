import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { Table } from "../access/table.tsx";
import { problemOf } from "../api/http.ts";
import { listPasskeys } from "../api/passkeys.ts";
import { TimeAgo } from "../field/instant/time-ago.tsx";
import { t } from "../messages/translate.ts";
import { Loading } from "../page/loading.tsx";
import { ProblemPanel } from "../page/problem-panel.tsx";
import { EnrolForm } from "../passkey/enrol-form.tsx";
import { PasskeyActions } from "./passkey-actions.tsx";
import { TrustCell } from "./trust-cell.tsx";

/** The passkeys of whoever is signed in, and the way to another one. */
export function OwnPasskeys() {
  const [isEnrolling, setIsEnrolling] = useState(false);
  const { data, error, refetch } = useQuery({
    queryKey: ["passkeys", "own"],
    queryFn: ({ signal }) => listPasskeys(signal),
    staleTime: 0,
  });
  // Where the config switches them off, there is no such operation.
  if (error !== null && problemOf(error).status === 404)
    return <p className="dim">{t("passkey.off")}</p>;
  if (error !== null) return <ProblemPanel error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading />;
  const rows = data.passkeys.map((passkey) => ({
    id: passkey.id,
    cells: [
      passkey.name,
      <TimeAgo key="enrolled" at={passkey.enrolledAt} />,
      passkey.lastUsedAt === null ? (
        <span key="used" className="dim">
          {t("passkey.neverUsed")}
        </span>
      ) : (
        <TimeAgo key="used" at={passkey.lastUsedAt} />
      ),
      <TrustCell key="trust" from={passkey.trustedFrom} />,
      t(passkey.isSynced ? "passkey.synced" : "passkey.bound"),
      <PasskeyActions key="actions" passkey={passkey} />,
    ],
  }));
  const enrolled = () => {
    setIsEnrolling(false);
    void refetch();
  };
  return (
    <>
      <p className="dim">{t("passkey.what")}</p>
      {rows.length === 0 ? (
        <p>{t("passkey.none")}</p>
      ) : (
        <Table
          label={t("security.passkeys")}
          columns={[
            t("passkey.name"),
            t("passkey.enrolled"),
            t("passkey.used"),
            t("passkey.confirms"),
            t("passkey.kept"),
            t("sessions.actions"),
          ]}
          rows={rows}
        />
      )}
      {isEnrolling ? (
        <EnrolForm size="middle" onEnrolled={enrolled} onCancel={() => setIsEnrolling(false)} />
      ) : (
        <div>
          <Button onClick={() => setIsEnrolling(true)}>{t("passkey.add")}</Button>
        </div>
      )}
    </>
  );
}
