import { Modal } from "antd";
import { useSyncExternalStore } from "react";
import { t } from "../messages/translate.ts";
import { keyName } from "./key-name.ts";
import styles from "./keyboard.module.css";
import { registeredShortcuts, subscribeShortcuts } from "./shortcuts.ts";

/** Every shortcut that works where somebody is now. */
export default function ShortcutHelp({ onClose }: { readonly onClose: () => void }) {
  const groups = useSyncExternalStore(subscribeShortcuts, registeredShortcuts);
  return (
    <Modal open title={t("key.title")} footer={null} onCancel={onClose}>
      {groups.map(({ title, shortcuts }) => (
        <section key={title} className={styles.group}>
          <h2>{title}</h2>
          <dl>
            {shortcuts.map(({ keys, label }) => (
              <div key={keys.join(" ")}>
                <dt>
                  {keys.map((key) => (
                    <kbd key={key}>{keyName(key)}</kbd>
                  ))}
                </dt>
                <dd>{label}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Modal>
  );
}
