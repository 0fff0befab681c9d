import { Button, Dropdown } from "antd";
import { t } from "../messages/translate.ts";
import { usePreference } from "../preference/preference.ts";
import { type ZoneChoice, zoneOf, zonePreference } from "../time/zone.ts";

const choices: readonly ZoneChoice[] = ["mine", "utc", "company"];

/** States the zone that all times are shown in, and changes it. */
export function ZoneMenu({ company }: { readonly company: string }) {
  const choice = usePreference(zonePreference);
  const items = choices.map((one) => ({
    key: one,
    label: t(`zone.${one}`, { zone: zoneOf(one, company) }),
    onClick: () => zonePreference.write(one),
  }));
  return (
    <Dropdown trigger={["click"]} menu={{ items, selectable: true, selectedKeys: [choice] }}>
      <Button
        type="text"
        size="small"
        aria-label={t("zone.label", { zone: zoneOf(choice, company) })}
      >
        {zoneOf(choice, company)}
      </Button>
    </Dropdown>
  );
}
