import { CalendarOutlined } from "@ant-design/icons";
import { Button, Popover } from "antd";
import { lazy, Suspense, useState } from "react";
import { t } from "../../messages/translate.ts";
import { Loading } from "../../page/loading.tsx";

const CalendarPanel = lazy(() => import("./calendar-panel.tsx"));

interface CalendarButtonProps {
  /** `YYYY-MM-DD`, or any text that is none yet. */
  readonly date: string;
  readonly onPick: (date: string) => void;
  readonly disabled: boolean;
  readonly label: string;
}

/** An aid beside a date that is typed: the text is what counts, the calendar writes into it. */
export function CalendarButton({ date, onPick, disabled, label }: CalendarButtonProps) {
  const [open, setOpen] = useState(false);
  const pick = (picked: string) => {
    setOpen(false);
    onPick(picked);
  };
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomRight"
      destroyOnHidden
      content={
        <Suspense fallback={<Loading />}>
          <CalendarPanel date={date} onPick={pick} />
        </Suspense>
      }
    >
      <Button
        icon={<CalendarOutlined />}
        disabled={disabled}
        aria-label={`${label}: ${t("field.calendar")}`}
        title={t("field.calendar")}
        aria-expanded={open}
      />
    </Popover>
  );
}
