import { Button, Input, Select } from "antd";
import type { AccessReport } from "purser/contract";
import { type FormEvent, useState } from "react";
import type { ExplainQuery } from "../api/access.ts";
import { t } from "../messages/translate.ts";
import styles from "./access.module.css";

interface ExplainFormProps {
  readonly report: AccessReport;
  readonly asked: ExplainQuery | null;
  readonly onAsk: (question: ExplainQuery) => void;
}

export function ExplainForm({ report, asked, onAsk }: ExplainFormProps) {
  const [roles, setRoles] = useState(asked?.roles.split(",") ?? []);
  const [resource, setResource] = useState(asked?.resource);
  const [key, setKey] = useState(asked?.key ?? "");
  const [claims, setClaims] = useState(asked?.claim?.join(", ") ?? "");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (roles.length === 0 || resource === undefined) return;
    const claim = claims.split(",").flatMap((each) => each.trim() || []);
    onAsk({ roles: roles.join(","), resource, key: key.trim() || undefined, claim });
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <Select
        mode="multiple"
        className={styles.choice ?? ""}
        value={roles}
        placeholder={t("access.roles")}
        aria-label={t("access.roles")}
        options={report.roles.map(({ name }) => ({ value: name, label: name }))}
        onChange={setRoles}
      />
      <Select
        showSearch={{ optionFilterProp: "label" }}
        className={styles.choice ?? ""}
        value={resource ?? null}
        placeholder={t("access.resource")}
        aria-label={t("access.resource")}
        options={report.resources.map(({ name, label }) => ({ value: name, label }))}
        onChange={(value) => setResource(value ?? undefined)}
      />
      <Input
        value={key}
        placeholder={t("access.key")}
        aria-label={t("access.key")}
        onChange={(event) => setKey(event.target.value)}
      />
      <Input
        value={claims}
        placeholder={t("access.claims")}
        aria-label={t("access.claims")}
        onChange={(event) => setClaims(event.target.value)}
      />
      <Button
        type="primary"
        htmlType="submit"
        disabled={roles.length === 0 || resource === undefined}
      >
        {t("access.explainIt")}
      </Button>
    </form>
  );
}
