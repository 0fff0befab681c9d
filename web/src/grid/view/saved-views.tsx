import { DownOutlined } from "@ant-design/icons";
import { Button, Popover } from "antd";
import type { SavedView } from "purser/contract";
import { useState } from "react";
import { useSavedViews } from "../../api/queries.ts";
import { t } from "../../messages/translate.ts";
import { SavedViewList } from "./saved-view-list.tsx";
import type { SavedViewsProps } from "./saved-views-props.ts";

/** Opens, makes, changes and deletes views; the button names the one that is open. */
export function SavedViews(props: SavedViewsProps) {
  const [open, setOpen] = useState(false);
  // The name of the open view needs them at once; otherwise they wait until somebody looks.
  const views = useSavedViews(props.resource.name, open || props.address.view !== null);
  const current = views.data?.find(({ id }) => id === props.address.view) ?? null;
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      destroyOnHidden
      open={open}
      onOpenChange={setOpen}
      content={
        <SavedViewList {...props} views={views} current={current} onDone={() => setOpen(false)} />
      }
    >
      <Button icon={<DownOutlined />} iconPlacement="end">
        {nameOf(current)}
      </Button>
    </Popover>
  );
}

function nameOf(view: SavedView | null): string {
  return view === null ? t("view.views") : view.name;
}
