import { Button, Input } from "antd";
import type { SessionSummary } from "purser/contract";
import { useState } from "react";
import { Table } from "../access/table.tsx";
import { t } from "../messages/translate.ts";
import { Loading } from "../page/loading.tsx";
import { ProblemPanel } from "../page/problem-panel.tsx";
import { useAddressQuery } from "../route/use-address-query.ts";
import { useSettled } from "../time/use-settled.ts";
import { EndingDialog } from "./ending-dialog.tsx";
import { PersonCell } from "./person-cell.tsx";
import { sessionCells, sessionColumns } from "./session-cells.tsx";
import styles from "./sessions.module.css";
import { useSessions } from "./use-sessions.ts";

/** Milliseconds without a keystroke until the search is made. */
const pause = 350;

/** Every session that lives, the last used first. */
export function SessionTable() {
  const [params, setParams] = useAddressQuery();
  const [ending, setEnding] = useState<SessionSummary | null>(null);
  const search = params.get("search") ?? "";
  const settled = useSettled(search, pause);
  const { data, error, refetch } = useSessions({ scope: "all", search: settled });
  if (error !== null) return <ProblemPanel error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading />;
  return (
    <>
      <Input
        className={styles.filter ?? ""}
        allowClear
        maxLength={200}
        value={search}
        placeholder={t("sessions.find")}
        aria-label={t("sessions.find")}
        onChange={({ target }) =>
          setParams(target.value === "" ? {} : { search: target.value }, "replace")
        }
      />
      {data.sessions.length === 0 ? (
        <p className="dim">{t("sessions.noneFound")}</p>
      ) : (
        <Table
          label={t("sessions.live")}
          columns={[
            t("sessions.person"),
            t("sessions.roles"),
            ...sessionColumns(),
            t("sessions.actions"),
          ]}
          rows={data.sessions.map((session) => ({
            id: session.id,
            cells: cellsOf(session, setEnding),
          }))}
        />
      )}
      {data.isMore && <p className="dim">{t("sessions.more")}</p>}
      {ending !== null && <EndingDialog session={ending} onClose={() => setEnding(null)} />}
    </>
  );
}

function cellsOf(session: SessionSummary, end: (session: SessionSummary) => void) {
  const { name, email } = session;
  return [
    <PersonCell key="person" name={name} email={email} />,
    session.roles.join(", "),
    ...sessionCells(session),
    session.isOwn ? null : (
      <Button
        key="end"
        size="small"
        aria-label={t("sessions.endOf", { name })}
        onClick={() => end(session)}
      >
        {t("sessions.endOne")}
      </Button>
    ),
  ];
}
