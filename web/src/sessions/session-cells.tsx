import type { SessionSummary } from "purser/contract";
import type { ReactNode } from "react";
import { Absent } from "../field/absent.tsx";
import { TimeAgo } from "../field/instant/time-ago.tsx";
import { t } from "../messages/translate.ts";
import { nameDevice } from "./name-device.ts";
import styles from "./sessions.module.css";

/** The names of what `sessionCells` tells. */
export function sessionColumns(): readonly string[] {
  return [
    t("sessions.device"),
    t("sessions.address"),
    t("sessions.since"),
    t("sessions.lastUse"),
    t("sessions.proof"),
  ];
}

/** What there is to tell of a session, but for whose it is. */
export function sessionCells(session: SessionSummary): readonly ReactNode[] {
  return [
    <DeviceCell key="device" session={session} />,
    <AddressCell key="address" session={session} />,
    <TimeAgo key="since" at={session.signedInAt} />,
    <TimeAgo key="use" at={session.lastUsedAt} />,
    <ProofCell key="proof" session={session} />,
  ];
}

function DeviceCell({ session }: { readonly session: SessionSummary }) {
  return (
    <span title={session.userAgent ?? undefined}>
      {nameDevice(session)}
      {session.isOwn && <span className={styles.own}>{t("sessions.own")}</span>}
    </span>
  );
}

function AddressCell({ session: { address } }: { readonly session: SessionSummary }) {
  return address === null ? <Absent value={null} /> : <span className="code">{address}</span>;
}

/** Who proved the second factor, and when somebody last proved who they are. */
function ProofCell({ session }: { readonly session: SessionSummary }) {
  const { secondFactor, authenticatedAt } = session;
  return (
    <>
      {t(`sessions.factor.${secondFactor ?? "none"}`)}
      {authenticatedAt !== null && (
        <span className="dim">
          {" · "}
          <TimeAgo at={authenticatedAt} />
        </span>
      )}
    </>
  );
}
