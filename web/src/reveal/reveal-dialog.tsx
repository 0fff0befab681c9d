import { Checkbox, Input, Modal, Radio } from "antd";
import type { MeAnswer, RecordAnswer, ResourceDescription, WireValues } from "purser/contract";
import { useId, useState } from "react";
import { t } from "../messages/translate.ts";
import { ProblemAlert } from "../page/problem-alert.tsx";
import styles from "./reveal.module.css";
import { revealableFields } from "./revealable-fields.ts";
import { useRevealFields } from "./use-reveal-fields.ts";

interface RevealDialogProps {
  readonly resource: ResourceDescription;
  readonly record: RecordAnswer;
  readonly terms: MeAnswer["reveal"];
  /** The field that it was opened at. */
  readonly field: string;
  readonly onRevealed: (values: WireValues) => void;
  readonly onClose: () => void;
}

/** Asks which values somebody must see and why, before any is shown. */
export default function RevealDialog(props: RevealDialogProps) {
  const { resource, record, terms, onRevealed, onClose } = props;
  const [fields, setFields] = useState<readonly string[]>([props.field]);
  const [kind, setKind] = useState("");
  const [text, setText] = useState("");
  const [ticket, setTicket] = useState("");
  const id = useId();
  const { reveal, isRevealing, error } = useRevealFields(resource, record, (values) => {
    onRevealed(values);
    onClose();
  });
  const isReady = fields.length > 0 && kind !== "" && text.trim() !== "";
  const send = () => {
    const reference = ticket.trim();
    const reason = { kind, text: text.trim(), ...(reference !== "" && { ticket: reference }) };
    reveal({ fields, reason });
  };
  return (
    <Modal
      open
      title={t("reveal.title", { record: record.label })}
      okText={t("reveal.confirm")}
      okButtonProps={{ disabled: !isReady }}
      confirmLoading={isRevealing}
      onOk={send}
      onCancel={onClose}
    >
      <div className={styles.dialog}>
        <p>{t("reveal.what", { minutes: Math.ceil(terms.seconds / 60) })}</p>
        <fieldset>
          <legend>{t("reveal.fields")}</legend>
          <Checkbox.Group
            value={[...fields]}
            onChange={setFields}
            options={revealableFields(resource, record).map(({ name, label }) => ({
              value: name,
              label,
            }))}
          />
        </fieldset>
        <fieldset>
          <legend>{t("reveal.kind")}</legend>
          <Radio.Group
            value={kind}
            onChange={({ target }) => setKind(target.value)}
            options={terms.reasons.map((reason) => ({ value: reason, label: reason }))}
          />
        </fieldset>
        <div>
          <label htmlFor={`${id}text`}>{t("reason.required")}</label>
          <Input.TextArea
            id={`${id}text`}
            value={text}
            onChange={({ target }) => setText(target.value)}
            autoSize={{ minRows: 2, maxRows: 6 }}
            required
          />
        </div>
        <div>
          <label htmlFor={`${id}ticket`}>{t("reveal.ticket")}</label>
          <Input
            id={`${id}ticket`}
            value={ticket}
            maxLength={200}
            onChange={({ target }) => setTicket(target.value)}
          />
        </div>
        {error !== null && <ProblemAlert error={error} />}
      </div>
    </Modal>
  );
}
