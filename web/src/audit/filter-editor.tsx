import { Button, Input, Radio, Select } from "antd";
import { type FormEvent, useState } from "react";
import type { AuditQuery } from "../api/audit.ts";
import { useResources } from "../api/queries.ts";
import { parseName, printName } from "../api/wire-name.ts";
import { t } from "../messages/translate.ts";
import styles from "./audit.module.css";
import { type AuditFilter, auditOutcomes } from "./audit-address.ts";
import { auditKinds, phraseOf } from "./audit-kinds.ts";
import { ChangeForm } from "./change-form.tsx";
import { SpanForm } from "./span-form.tsx";

interface FilterEditorProps {
  readonly filter: AuditFilter;
  readonly query: AuditQuery;
  readonly onSet: (change: Partial<AuditQuery>) => void;
}

export function FilterEditor({ filter, query, onSet }: FilterEditorProps) {
  switch (filter) {
    case "resource":
      return <ResourceChoice value={query.resource} onSet={(resource) => onSet({ resource })} />;
    case "kind":
      return <KindChoice value={query.kind} onSet={(kind) => onSet({ kind })} />;
    case "actor":
      return (
        <TextForm
          label={t("audit.actorHelp")}
          value={query.actor ?? ""}
          onSet={(actor) => onSet({ actor })}
        />
      );
    case "key":
      return (
        <TextForm
          label={t("audit.keyHelp")}
          value={(query.key ?? "").split(",").map(parseName).join(",")}
          onSet={(text) => onSet({ key: text?.split(",").map(printName).join(",") })}
        />
      );
    case "change":
      return <ChangeForm query={query} onSet={onSet} />;
    case "time":
      return <SpanForm query={query} onSet={onSet} />;
    case "outcome":
      return (
        <Radio.Group
          vertical
          value={query.outcome ?? null}
          onChange={({ target }) => onSet({ outcome: String(target.value) })}
          options={auditOutcomes.map((value) => ({ value, label: t(`audit.outcome.${value}`) }))}
        />
      );
  }
}

interface ChoiceProps {
  readonly value: string | undefined;
  readonly onSet: (value: string | undefined) => void;
}

function ResourceChoice({ value, onSet }: ChoiceProps) {
  const { data: resources = [] } = useResources();
  return (
    <Select
      className={styles.choice ?? ""}
      value={value ?? null}
      onChange={(name: string | null) => onSet(name ?? undefined)}
      options={resources.map(({ name, label }) => ({ value: name, label }))}
      showSearch={{ optionFilterProp: "label" }}
      aria-label={t("audit.filter.resource")}
      autoFocus
    />
  );
}

function KindChoice({ value, onSet }: ChoiceProps) {
  return (
    <Select
      className={styles.choice ?? ""}
      value={value ?? null}
      onChange={(kind: string | null) => onSet(kind ?? undefined)}
      options={auditKinds.map((kind) => {
        const phrase = phraseOf(kind);
        return { value: kind, label: phrase === null ? kind : `${t(phrase)} (${kind})` };
      })}
      showSearch={{ optionFilterProp: "label" }}
      aria-label={t("audit.filter.kind")}
      autoFocus
    />
  );
}

interface TextFormProps {
  readonly label: string;
  readonly value: string;
  readonly onSet: (value: string | undefined) => void;
}

function TextForm({ label, value, onSet }: TextFormProps) {
  const [text, setText] = useState(value);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSet(text.trim() === "" ? undefined : text.trim());
  };
  return (
    <form className={styles.editor} onSubmit={submit}>
      <Input
        value={text}
        onChange={({ target }) => setText(target.value)}
        aria-label={label}
        placeholder={label}
        autoFocus
      />
      <Button type="primary" size="small" htmlType="submit">
        {t("audit.apply")}
      </Button>
    </form>
  );
}
