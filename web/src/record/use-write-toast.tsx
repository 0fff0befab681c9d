import { App } from "antd";
import type { ResourceDescription, WriteAnswer } from "purser/contract";
import { useCallback } from "react";
import { useNavigate } from "react-router";
import { useMe, useResources } from "../api/queries.ts";
import { t } from "../messages/translate.ts";
import { paths } from "../route/paths.ts";
import { nameRecords } from "./name-records.ts";

const none: readonly ResourceDescription[] = [];

/** Says what a write came to, what went with it, and where its line in the audit log is. */
export function useWriteToast(): (title: string, answer: WriteAnswer) => void {
  const { notification } = App.useApp();
  const navigate = useNavigate();
  const { data: me } = useMe();
  const { data: resources = none } = useResources();
  const opensAudit = me?.pages.audit ?? false;
  return useCallback(
    (title, { operation, cascaded }) => {
      const address = paths.auditEntry(operation);
      notification.success({
        title,
        placement: "bottomRight",
        description: (
          <>
            {cascaded.map(({ table, verb, count }) => (
              <div key={`${table} ${verb}`}>
                {t(`history.also.${verb}`, { records: nameRecords(resources, table, count) })}
              </div>
            ))}
            {opensAudit && (
              // The toast hangs outside the router, so that a `Link` would not work in it.
              <a
                href={address}
                onClick={(event) => {
                  if (event.metaKey || event.ctrlKey) return;
                  event.preventDefault();
                  void navigate(address);
                }}
              >
                {t("write.audit")}
              </a>
            )}
          </>
        ),
      });
    },
    [notification, navigate, opensAudit, resources],
  );
}
