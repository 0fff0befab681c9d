import { LeftOutlined, RightOutlined } from "@ant-design/icons";
import type { RecordAnswer, ResourceDescription } from "purser/contract";
import { Link, useNavigate } from "react-router";
import { parseName } from "../api/wire-name.ts";
import { FieldCell } from "../field/cell.tsx";
import { neighbours } from "../grid/record-walk.ts";
import { t } from "../messages/translate.ts";
import { paths } from "../route/paths.ts";
import { CopyButton } from "./copy-button.tsx";
import { CopyLink } from "./copy-link.tsx";
import { PermittedButton } from "./permitted-button.tsx";
import styles from "./record.module.css";

interface RecordTitleProps {
  readonly resource: ResourceDescription;
  readonly record: RecordAnswer;
  readonly routeKey: string;
  readonly onDelete: () => void;
}

export function RecordTitle({ resource, record, routeKey, onDelete }: RecordTitleProps) {
  const navigate = useNavigate();
  const { previous, next, from } = neighbours(resource.name, routeKey);
  const plainKey = routeKey.split(",").map(parseName).join(", ");
  const status = resource.fields.find(({ kind, name }) => kind === "enum" && name in record.values);
  return (
    <header className={styles.title}>
      <nav className={styles.way} aria-label={t("record.way")}>
        <Link to={from ?? paths.grid(resource.name)}>{resource.label}</Link>
        {(previous !== null || next !== null) && (
          <span className={styles.walk}>
            <Step
              resource={resource}
              to={previous}
              label={t("record.previous")}
              icon={<LeftOutlined />}
            />
            <Step resource={resource} to={next} label={t("record.next")} icon={<RightOutlined />} />
          </span>
        )}
      </nav>
      <div className={styles.headline}>
        <h1>{record.label}</h1>
        {status !== undefined && (
          <FieldCell
            field={status}
            value={record.values[status.name] ?? null}
            values={record.values}
          />
        )}
        <span className={styles.key}>
          {plainKey !== record.label && <span className="code">{plainKey}</span>}
          <CopyButton text={plainKey} name={t("record.id")} />
        </span>
        <div className={styles.actions}>
          <CopyLink />
          <PermittedButton
            label={t("record.delete")}
            permission={resource.permissions.delete}
            onClick={onDelete}
            danger
          />
          <PermittedButton
            label={t("record.edit")}
            permission={resource.permissions.update}
            onClick={() => navigate(paths.edit(resource.name, routeKey))}
            primary
          />
        </div>
      </div>
    </header>
  );
}

interface StepProps {
  readonly resource: ResourceDescription;
  readonly to: string | null;
  readonly label: string;
  readonly icon: React.ReactNode;
}

function Step({ resource, to, label, icon }: StepProps) {
  if (to === null) {
    return (
      <span className={styles.step} aria-hidden>
        {icon}
      </span>
    );
  }
  return (
    <Link
      to={paths.record(resource.name, to)}
      className={styles.step}
      title={label}
      aria-label={label}
    >
      {icon}
    </Link>
  );
}
