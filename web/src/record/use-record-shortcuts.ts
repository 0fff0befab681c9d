import type { ResourceDescription } from "purser/contract";
import { useMemo } from "react";
import { useNavigate } from "react-router";
import { neighbours } from "../grid/record-walk.ts";
import { useShortcuts } from "../keyboard/use-shortcuts.ts";
import { t } from "../messages/translate.ts";
import { paths } from "../route/paths.ts";

export function useRecordShortcuts(resource: ResourceDescription, key: string): void {
  const navigate = useNavigate();
  const shortcuts = useMemo(() => {
    const { previous, next, from } = neighbours(resource.name, key);
    const walk = (to: string | null) => () => {
      if (to !== null) void navigate(paths.record(resource.name, to));
    };
    return [
      ...(resource.permissions.update.allowed
        ? [
            {
              keys: ["e"],
              label: t("record.edit"),
              run: () => void navigate(paths.edit(resource.name, key)),
            },
          ]
        : []),
      { keys: ["["], label: t("record.previous"), run: walk(previous) },
      { keys: ["]"], label: t("record.next"), run: walk(next) },
      {
        keys: ["u"],
        label: t("record.toGrid", { resource: resource.label }),
        run: () => void navigate(from ?? paths.grid(resource.name)),
      },
    ];
  }, [resource, key, navigate]);
  useShortcuts(t("record.shortcuts"), shortcuts);
}
