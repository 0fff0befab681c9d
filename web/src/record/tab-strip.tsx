import type { KeyboardEvent, ReactNode } from "react";
import styles from "./record.module.css";

interface Tab {
  readonly key: string;
  readonly label: ReactNode;
}

interface TabStripProps {
  readonly tabs: readonly Tab[];
  readonly open: string;
  readonly onOpen: (key: string) => void;
  /** Id of the panel that shows what is open. */
  readonly panelId: string;
  readonly label: string;
}

/** Tabs as the ARIA Authoring Practices describe them; a strip too long for the screen is scrolled. */
export function TabStrip({ tabs, open, onOpen, panelId, label }: TabStripProps) {
  const step = (event: KeyboardEvent<HTMLElement>) => {
    const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (by === 0) return;
    const at = tabs.findIndex(({ key }) => key === open);
    const next = tabs.at((at + by) % tabs.length);
    if (next === undefined) return;
    onOpen(next.key);
    event.currentTarget.querySelectorAll<HTMLElement>("[role=tab]")[tabs.indexOf(next)]?.focus();
  };
  return (
    <div role="tablist" aria-label={label} className={styles.tabStrip} onKeyDown={step}>
      {tabs.map((tab) => (
        <button
          key={tab.key}
          type="button"
          role="tab"
          aria-selected={tab.key === open}
          aria-controls={panelId}
          tabIndex={tab.key === open ? 0 : -1}
          onClick={() => onOpen(tab.key)}
        >
          {tab.label}
        </button>
      ))}
    </div>
  );
}
