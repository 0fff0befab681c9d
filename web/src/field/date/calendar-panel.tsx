import { Calendar } from "antd";
import dayjs from "dayjs";

interface CalendarPanelProps {
  readonly date: string;
  readonly onPick: (date: string) => void;
}

export default function CalendarPanel({ date, onPick }: CalendarPanelProps) {
  const shown = /^\d{4}-\d\d-\d\d$/.test(date) ? dayjs(date) : dayjs();
  return (
    <div style={{ width: 320 }}>
      <Calendar
        fullscreen={false}
        defaultValue={shown.isValid() ? shown : dayjs()}
        onSelect={(day, { source }) => {
          if (source === "date") onPick(day.format("YYYY-MM-DD"));
        }}
      />
    </div>
  );
}
