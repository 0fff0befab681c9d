import { Input, Modal } from "antd";
import type { MeAnswer, ResourceDescription } from "purser/contract";
import { type KeyboardEvent, useId, useState } from "react";
import { useNavigate } from "react-router";
import { t } from "../messages/translate.ts";
import styles from "./palette.module.css";
import type { PaletteEntry } from "./palette-entries.ts";
import { usePalette } from "./use-palette.ts";

interface PaletteProps {
  readonly me: MeAnswer;
  readonly resources: readonly ResourceDescription[];
  readonly onClose: () => void;
}

/** ⌘K: any page, resource, view or record by a few letters. A combobox after the ARIA practices. */
export default function Palette({ me, resources, onClose }: PaletteProps) {
  const { text, setText, entries, isSearching } = usePalette(me, resources);
  const [chosen, setChosen] = useState(0);
  const navigate = useNavigate();
  const list = useId();
  const current = Math.min(chosen, entries.length - 1);

  function open(entry: PaletteEntry | undefined) {
    if (entry === undefined) return;
    onClose();
    navigate(entry.to);
  }

  function onKeyDown(event: KeyboardEvent) {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (event.key === "Enter") open(entries[current]);
    if (step === 0 || entries.length === 0) return;
    event.preventDefault();
    setChosen((current + step + entries.length) % entries.length);
  }

  return (
    <Modal
      open
      footer={null}
      closable={false}
      onCancel={onClose}
      width={560}
      className={styles.palette ?? ""}
      aria-label={t("shell.goTo")}
    >
      <Input
        autoFocus
        variant="borderless"
        size="large"
        role="combobox"
        aria-expanded
        aria-controls={list}
        aria-activedescendant={`${list}-${current}`}
        aria-label={t("shell.goTo")}
        placeholder={t("palette.hint")}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={list} role="listbox" aria-label={t("shell.goTo")} className={styles.list}>
        {entries.map((entry, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox above has the keys
          <div
            key={`${entry.kind} ${entry.to}`}
            id={`${list}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === current}
            ref={index === current ? scrollIntoView : null}
            onClick={() => open(entry)}
            onMouseMove={() => setChosen(index)}
          >
            <span>{entry.label}</span>
            <span className="dim">{entry.kind}</span>
          </div>
        ))}
      </div>
      <p className={styles.note} role="status">
        {entries.length === 0 && !isSearching && t("shell.nothingFound")}
        {isSearching && t("palette.searching")}
      </p>
    </Modal>
  );
}

function scrollIntoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: "nearest" });
}
