import { useLogout } from "@refinedev/core";
import { Button, Dropdown } from "antd";
import type { MeAnswer } from "purser/contract";
import { Link } from "react-router";
import { t } from "../messages/translate.ts";
import { type Preference, usePreference } from "../preference/preference.ts";
import { paths } from "../route/paths.ts";
import { densityPreference, schemePreference } from "../theme/appearance.ts";

interface PersonMenuProps {
  readonly me: MeAnswer;
  readonly onHelp: () => void;
}

/** Who is signed in and as what, how the console looks, and the way out. */
export function PersonMenu({ me, onHelp }: PersonMenuProps) {
  const { mutate: signOut } = useLogout();
  const initials = initialsOf(me.name);
  const scheme = usePreference(schemePreference);
  const density = usePreference(densityPreference);
  const items = [
    {
      key: "who",
      type: "group" as const,
      label: (
        <>
          {me.email ?? me.name}
          <br />
          {t("person.roles", { roles: me.roles.join(", ") })}
        </>
      ),
    },
    { key: "security", label: <Link to={paths.security()}>{t("security.title")}</Link> },
    { key: "looks", type: "divider" as const },
    choice("scheme", ["system", "light", "dark"], schemePreference),
    choice("density", ["comfortable", "compact"], densityPreference),
    { key: "rest", type: "divider" as const },
    { key: "help", label: t("key.title"), extra: "?", onClick: onHelp },
    { key: "out", label: t("person.signOut"), onClick: () => signOut() },
  ];
  return (
    <Dropdown
      trigger={["click"]}
      menu={{ items, selectable: true, selectedKeys: [`scheme.${scheme}`, `density.${density}`] }}
    >
      <Button type="text" size="small" aria-label={t("person.menu", { initials, name: me.name })}>
        {initials}
      </Button>
    </Dropdown>
  );
}

function choice<Name extends "scheme" | "density", T extends string>(
  name: Name,
  values: readonly T[],
  preference: Preference<T>,
) {
  return {
    key: name,
    type: "group" as const,
    label: t(`look.${name}`),
    children: values.map((value) => ({
      key: `${name}.${value}`,
      label: lookNames[value],
      onClick: () => preference.write(value),
    })),
  };
}

const lookNames: Readonly<Record<string, string>> = {
  system: t("look.system"),
  light: t("look.light"),
  dark: t("look.dark"),
  comfortable: t("look.comfortable"),
  compact: t("look.compact"),
};

/** `Mira Tamm` → `MT`. */
function initialsOf(name: string): string {
  const words = name.split(/[\s@.]+/).filter((word) => word !== "");
  return words
    .slice(0, 2)
    .map((word) => [...word][0]?.toUpperCase() ?? "")
    .join("");
}
