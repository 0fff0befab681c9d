import type { SessionSummary } from "purser/contract";
import { Absent } from "../field/absent.tsx";
import { TimeAgo } from "../field/instant/time-ago.tsx";
import { t } from "../messages/translate.ts";
import { describeDevice } from "../passkey/device.ts";
import styles from "./sessions.module.css";

export function DeviceCell({ session }: { readonly session: SessionSummary }) {
  const device = describeDevice(session.userAgent) ?? t("sessions.unknownDevice");
  return (
    <span title={session.userAgent ?? undefined}>
      {device}
      {session.isOwn && <span className={styles.own}>{t("sessions.own")}</span>}
    </span>
  );
}

export function AddressCell({ session: { address } }: { readonly session: SessionSummary }) {
  return address === null ? <Absent value={null} /> : <span className="code">{address}</span>;
}

/** Who proved the second factor, and when somebody last proved who they are. */
export function ProofCell({ session }: { readonly session: SessionSummary }) {
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
