import { DeleteOutlined } from "@ant-design/icons";
import type { UseQueryResult } from "@tanstack/react-query";
import { App, Button } from "antd";
import type { SavedView } from "purser/contract";
import { Link } from "react-router";
import { t } from "../../messages/translate.ts";
import { ProblemPanel } from "../../page/problem-panel.tsx";
import { paths } from "../../route/paths.ts";
import { printGridState } from "../grid-state.ts";
import { SaveViewForm } from "./save-view-form.tsx";
import type { SavedViewsProps } from "./saved-views-props.ts";
import { useChangeViews } from "./use-change-views.ts";
import styles from "./view.module.css";

interface SavedViewListProps extends SavedViewsProps {
  readonly views: UseQueryResult<readonly SavedView[]>;
  readonly current: SavedView | null;
  readonly onDone: () => void;
}

export function SavedViewList(props: SavedViewListProps) {
  const { resource, views, current, onDone } = props;
  const { data = [], error, refetch, isPending } = views;
  const { modal } = App.useApp();
  const { remove } = useChangeViews(resource.name);

  function confirmRemoval(view: SavedView) {
    onDone();
    modal.confirm({
      title: t("view.delete", { name: view.name }),
      content: view.shared ? t("view.deleteShared") : undefined,
      okText: t("view.deleteOk"),
      okButtonProps: { danger: true },
      onOk: () => remove(view),
    });
  }

  if (error !== null) return <ProblemPanel error={error} onRetry={() => void refetch()} />;
  return (
    <div className={styles.views}>
      {!isPending && data.length === 0 && <p className="dim">{t("view.none")}</p>}
      <ul className={styles.list}>
        {data.map((view) => (
          <li key={view.id} aria-current={view.id === current?.id}>
            <Link
              className={styles.name}
              to={paths.grid(resource.name, printGridState({ ...view.state, view: view.id }))}
              onClick={onDone}
            >
              {view.name}
            </Link>
            <span className="dim">{whose(view)}</span>
            {view.own && (
              <Button
                type="text"
                size="small"
                icon={<DeleteOutlined />}
                aria-label={t("view.delete", { name: view.name })}
                onClick={() => confirmRemoval(view)}
              />
            )}
          </li>
        ))}
      </ul>
      <SaveViewForm {...props} />
    </div>
  );
}

function whose({ own, shared, owner }: SavedView): string {
  if (!own) return t("view.sharedBy", { owner });
  return shared ? t("view.shared") : "";
}
