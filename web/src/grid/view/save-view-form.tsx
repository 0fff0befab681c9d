import { Button, Checkbox, Input } from "antd";
import type { GridState, SavedView } from "purser/contract";
import { type FormEvent, useState } from "react";
import { t } from "../../messages/translate.ts";
import type { SavedViewsProps } from "./saved-views-props.ts";
import { useChangeViews } from "./use-change-views.ts";
import styles from "./view.module.css";

interface SaveViewFormProps extends SavedViewsProps {
  readonly current: SavedView | null;
  readonly onDone: () => void;
}

/** Keeps what the grid shows now under a name, or writes it into the view that is open. */
export function SaveViewForm({ resource, address, columns, current, onDone }: SaveViewFormProps) {
  const [name, setName] = useState("");
  const [shared, setShared] = useState(false);
  const { create, update, isPending } = useChangeViews(resource.name);
  const state: GridState = {
    filter: address.filter,
    sort: address.sort,
    search: address.search,
    columns: columns.map(({ field, width }) => ({ field: field.name, width })),
  };

  async function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (await create({ name: name.trim(), shared, state })) onDone();
  }

  async function onUpdate(view: SavedView) {
    if (await update(view, state)) onDone();
  }

  return (
    <form className={styles.form} onSubmit={onSubmit}>
      {current?.own === true && (
        <Button size="small" loading={isPending} onClick={() => void onUpdate(current)}>
          {t("view.update", { name: current.name })}
        </Button>
      )}
      <Input
        size="small"
        value={name}
        maxLength={100}
        placeholder={t("view.name")}
        aria-label={t("view.name")}
        onChange={(event) => setName(event.target.value)}
      />
      <Checkbox checked={shared} onChange={(event) => setShared(event.target.checked)}>
        {t("view.share")}
      </Checkbox>
      <Button
        size="small"
        type="primary"
        htmlType="submit"
        disabled={name.trim() === ""}
        loading={isPending}
      >
        {t("view.save")}
      </Button>
    </form>
  );
}
