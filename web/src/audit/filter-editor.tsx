import { Button, Input, Select } from "antd";
import { type FormEvent, useState } from "react";
import type { AuditQuery } from "../api/audit.ts";
import { useResources } from "../api/queries.ts";
import { parseName, printName } from "../api/wire-name.ts";
import { shiftDay } from "../field/filter/date-presets.ts";
import { PresetButtons } from "../field/filter/preset-buttons.tsx";
import { InstantInput } from "../field/instant/instant-edit.tsx";
import { valueText } from "../field/value-text.ts";
import { t } from "../messages/translate.ts";
import { parseClock, parseInstant } from "../time/instant.ts";
import styles from "./audit.module.css";
import type { AuditFilter } from "./audit-address.ts";
import { auditKinds, phraseOf } from "./audit-kinds.ts";

interface FilterEditorProps {
  readonly filter: AuditFilter;
  readonly query: AuditQuery;
  readonly onSet: (value: string | undefined) => void;
  readonly onSpan: (from: string | undefined, to: string | undefined) => void;
}

export function FilterEditor({ filter, query, onSet, onSpan }: FilterEditorProps) {
  switch (filter) {
    case "resource":
      return <ResourceChoice value={query.resource} onSet={onSet} />;
    case "kind":
      return <KindChoice value={query.kind} onSet={onSet} />;
    case "actor":
      return <TextForm label={t("audit.actorHelp")} value={query.actor ?? ""} onSet={onSet} />;
    case "key":
      return (
        <TextForm
          label={t("audit.keyHelp")}
          value={(query.key ?? "").split(",").map(parseName).join(",")}
          onSet={(text) => onSet(text?.split(",").map(printName).join(","))}
        />
      );
    case "from":
    case "to":
      return (
        <InstantForm filter={filter} value={query[filter] ?? null} onSet={onSet} onSpan={onSpan} />
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

interface InstantFormProps extends Omit<FilterEditorProps, "query"> {
  readonly value: string | null;
}

/** A moment, or whole days at once: from the first's beginning to the beginning of the day after the last. */
function InstantForm({ filter, value, onSet, onSpan }: InstantFormProps) {
  const [typed, setTyped] = useState(value);
  const isInstant = typed !== null && parseInstant(typed) !== null;
  const startOf = (day: string, zone: string) => parseClock(day, "00:00:00", "", zone) ?? undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isInstant) onSet(typed);
  };
  return (
    <form className={styles.editor} onSubmit={submit}>
      <InstantInput
        label={t(`audit.filter.${filter}`)}
        value={typed}
        onChange={(next) => setTyped(next === null ? null : valueText(next))}
        autoFocus
      />
      <PresetButtons
        onPick={([first, last], zone) =>
          onSpan(startOf(first, zone), startOf(shiftDay(last, 1), zone))
        }
      />
      <Button type="primary" size="small" htmlType="submit" disabled={!isInstant}>
        {t("audit.apply")}
      </Button>
    </form>
  );
}
