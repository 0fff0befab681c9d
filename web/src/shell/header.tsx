import { MenuOutlined } from "@ant-design/icons";
import { Button } from "antd";
import type { MeAnswer } from "purser/contract";
import { Link, useLocation } from "react-router";
import { modifierName } from "../keyboard/key-name.ts";
import { t } from "../messages/translate.ts";
import { paths } from "../route/paths.ts";
import { PersonMenu } from "./person-menu.tsx";
import { ProgressBar } from "./progress-bar.tsx";
import { SealStatus } from "./seal-status.tsx";
import styles from "./shell.module.css";
import { ZoneMenu } from "./zone-menu.tsx";

interface HeaderProps {
  readonly me: MeAnswer;
  readonly onNavigation: () => void;
  readonly onPalette: () => void;
  readonly onHelp: () => void;
}

export function Header({ me, onNavigation, onPalette, onHelp }: HeaderProps) {
  const { pathname } = useLocation();
  return (
    <header className={styles.header}>
      <ProgressBar />
      <Button
        className={styles.menuButton ?? ""}
        type="text"
        icon={<MenuOutlined />}
        aria-label={t("shell.navigation")}
        onClick={onNavigation}
      />
      <Link to={paths.home()} className={styles.brand}>
        {me.application} <span className="dim">· Purser</span>
      </Link>
      <button type="button" className={styles.goTo} onClick={onPalette}>
        <span>{t("shell.goTo")}</span>
        <kbd>{modifierName} K</kbd>
      </button>
      <div className={styles.headerEnd}>
        {/* Looked at anew on every page, and never by a timer: a poll would keep a session alive. */}
        {me.pages.audit && <SealStatus key={pathname} />}
        <ZoneMenu company={me.timeZone} />
        <PersonMenu me={me} onHelp={onHelp} />
      </div>
    </header>
  );
}
