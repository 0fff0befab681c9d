import type { ResourceDescription, WriteAnswer } from "purser/contract";
import { t } from "../messages/translate.ts";
import { nameRecords } from "./name-records.ts";

interface WrittenProps extends Pick<WriteAnswer, "cascaded"> {
  readonly resources: readonly ResourceDescription[];
  /** Of its line in the audit log; null for whoever does not read that. */
  readonly address: string | null;
  readonly onFollow: (address: string) => void;
}

/**
 * What went with a write, and where its line in the audit log is. A toast hangs outside the router and the cache, so
 * that neither a `Link` nor a query would work here.
 */
export function Written({ cascaded, resources, address, onFollow }: WrittenProps) {
  return (
    <>
      {cascaded.map(({ table, verb, count }) => (
        <div key={`${table} ${verb}`}>
          {t(`history.also.${verb}`, { records: nameRecords(resources, table, count) })}
        </div>
      ))}
      {address !== null && (
        <a
          href={address}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey) return;
            event.preventDefault();
            onFollow(address);
          }}
        >
          {t("write.audit")}
        </a>
      )}
    </>
  );
}
