import { Input, Modal } from "antd";
import type { RecordAnswer, RelationDescription, ResourceDescription } from "purser/contract";
import { useId, useState } from "react";
import { useResources } from "../api/queries.ts";
import { t } from "../messages/translate.ts";
import { ProblemAlert } from "../page/problem-alert.tsx";
import { CountText } from "./count-text.tsx";
import styles from "./record.module.css";
import { useDeleteRecord } from "./use-delete-record.ts";
import { useRelatedCount } from "./use-related-count.ts";

interface DeleteDialogProps {
  readonly resource: ResourceDescription;
  readonly record: RecordAnswer;
  readonly onClose: () => void;
}

/** Says what will go, and what will go with it, before anything does. */
export function DeleteDialog({ resource, record, onClose }: DeleteDialogProps) {
  const [reason, setReason] = useState("");
  const reasonId = useId();
  const { remove, isRemoving, error } = useDeleteRecord(resource, record);
  const affected = resource.relations.filter(
    ({ kind, onDelete }) => kind === "toMany" && onDelete !== null,
  );
  return (
    <Modal
      open
      title={t("delete.title", { record: record.label })}
      okText={t("delete.confirm")}
      okType="default"
      okButtonProps={{ danger: true, disabled: resource.reasonRequired && reason.trim() === "" }}
      confirmLoading={isRemoving}
      onOk={() => remove(reason.trim())}
      onCancel={onClose}
    >
      <div className={styles.dialog}>
        <div>
          {t("delete.what", { one: resource.labelOne.toLowerCase(), record: record.label })}
          {affected.length > 0 && (
            <ul>
              {affected.map((relation) => (
                <Consequence
                  key={relation.name}
                  resource={resource}
                  record={record}
                  relation={relation}
                />
              ))}
            </ul>
          )}
        </div>
        <div>
          <label htmlFor={reasonId}>
            {t(resource.reasonRequired ? "reason.required" : "reason.optional")}
          </label>
          <Input.TextArea
            id={reasonId}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
            autoSize={{ minRows: 2, maxRows: 6 }}
            required={resource.reasonRequired}
          />
        </div>
        {error !== null && <ProblemAlert error={error} />}
      </div>
    </Modal>
  );
}

interface ConsequenceProps {
  readonly resource: ResourceDescription;
  readonly record: RecordAnswer;
  readonly relation: RelationDescription;
}

/** What becomes of the records that point here; silent where there are none. */
function Consequence({ resource, record, relation }: ConsequenceProps) {
  const { data: resources } = useResources();
  const count = useRelatedCount(resource.name, record.key ?? "", relation.name, "exact", true);
  const target = resources?.find(({ name }) => name === relation.resource);
  const noun = (count.data?.value === 1 ? target?.labelOne : target?.label) ?? relation.label;
  if (relation.onDelete === null || count.data?.value === 0) return null;
  const number =
    count.data === undefined ? t(count.isError ? "delete.unknown" : "delete.counting") : null;
  return (
    <li>
      {number ?? <CountText count={count.data ?? null} />} {noun.toLowerCase()}:{" "}
      {t(`delete.${relation.onDelete}`)}
    </li>
  );
}
