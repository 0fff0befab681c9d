import type { MeAnswer, ResourceDescription, SavedView } from "purser/contract";
import { t } from "../messages/translate.ts";
import { paths } from "../route/paths.ts";

/** One place that the palette leads to. */
export interface PaletteEntry {
  readonly to: string;
  readonly label: string;
  /** What kind of place it is: "Resource", the resource of a record. */
  readonly kind: string;
}

/** Pages, resources and the saved views loaded so far, as far as all typed words occur in them. */
export function findPlaces(
  me: MeAnswer,
  resources: readonly ResourceDescription[],
  views: readonly { readonly resource: string; readonly view: SavedView; readonly to: string }[],
  text: string,
): readonly PaletteEntry[] {
  const places: PaletteEntry[] = [
    { to: paths.home(), label: t("page.home"), kind: t("palette.page") },
    ...(me.pages.audit
      ? [{ to: paths.audit(), label: t("shell.audit"), kind: t("palette.page") }]
      : []),
    ...(me.pages.access
      ? [{ to: paths.access(), label: t("access.title"), kind: t("palette.page") }]
      : []),
    ...(me.pages.sessions
      ? [{ to: paths.sessions(), label: t("sessions.title"), kind: t("palette.page") }]
      : []),
    { to: paths.security(), label: t("security.title"), kind: t("palette.page") },
    ...(me.pages.reviews
      ? [{ to: paths.reviews(), label: t("review.title"), kind: t("palette.page") }]
      : []),
    ...resources.map(({ name, label, group }) => ({
      to: paths.grid(name),
      label,
      kind: group ?? t("palette.resource"),
    })),
    ...resources
      .filter(({ permissions }) => permissions.create.allowed)
      .map(({ name, labelOne }) => ({
        to: paths.create(name),
        label: t("palette.create", { what: labelOne }),
        kind: t("palette.action"),
      })),
    ...views.map(({ resource, view, to }) => ({
      to,
      label: view.name,
      kind: t("palette.view", { resource: labelOf(resources, resource) }),
    })),
  ];
  const words = text.toLowerCase().split(/\s+/);
  return places
    .filter(({ label, kind }) => {
      const place = `${label} ${kind}`.toLowerCase();
      return words.every((word) => place.includes(word));
    })
    .toSorted((a, b) => rank(a, text) - rank(b, text));
}

/** "orders 1042" looks for 1042 among orders; without a resource's name, `here` is searched. */
export function readRecordSearch(
  text: string,
  resources: readonly ResourceDescription[],
  here: string | null,
): { readonly resource: ResourceDescription; readonly search: string } | null {
  const typed = text.trim();
  const named = resources
    .flatMap((resource) =>
      [resource.label, resource.labelOne, resource.name].map((name) => ({ resource, name })),
    )
    .filter(({ name }) => typed.toLowerCase().startsWith(`${name.toLowerCase()} `))
    // "order lines 7" is about order lines, and not "lines 7" about orders.
    .toSorted((a, b) => b.name.length - a.name.length)[0];
  if (named !== undefined) {
    return { resource: named.resource, search: typed.slice(named.name.length).trim() };
  }
  const resource = resources.find(({ name }) => name === here);
  return resource === undefined || typed === "" ? null : { resource, search: typed };
}

/** Places whose name begins with what was typed come first, and the rest keep their order. */
function rank({ label }: PaletteEntry, text: string): number {
  return label.toLowerCase().startsWith(text.trim().toLowerCase()) ? 0 : 1;
}

function labelOf(resources: readonly ResourceDescription[], name: string): string {
  return resources.find((resource) => resource.name === name)?.label ?? name;
}
