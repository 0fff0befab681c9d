/** One thing that a key does on the page that registered it. */
export interface Shortcut {
  /** As typed, in order: `["j"]`, `["g", "h"]`, `["mod+k"]`; `mod` is ⌘ on a Mac and Ctrl elsewhere. */
  readonly keys: readonly string[];
  /** What it does, for the list that `?` shows. */
  readonly label: string;
  readonly run: (event: KeyboardEvent) => void;
  /** Works while somebody types in a field, too. */
  readonly everywhere?: boolean;
}

export interface ShortcutGroup {
  readonly title: string;
  readonly shortcuts: readonly Shortcut[];
}

/** How long the second key of a sequence is waited for, in milliseconds. */
const sequencePause = 900;

/** Registers a group and answers with the function that takes it away again. */
export function registerShortcuts(group: ShortcutGroup): () => void {
  groups = [...groups, group];
  notify();
  return () => {
    groups = groups.filter((one) => one !== group);
    notify();
  };
}

export function registeredShortcuts(): readonly ShortcutGroup[] {
  return groups;
}

export function subscribeShortcuts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Runs what the key means now: the group registered last wins. */
export function dispatchKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || pressesControl(event)) return;
  const pressed = printPress(event);
  const sequence =
    event.timeStamp - lastPress.at < sequencePause ? `${lastPress.key} ${pressed}` : "";
  lastPress = { key: pressed, at: event.timeStamp };
  const shortcut = find(sequence, event) ?? find(pressed, event);
  if (shortcut === undefined) return;
  lastPress = nothingPressed;
  event.preventDefault();
  shortcut.run(event);
}

const nothingPressed = { key: "", at: Number.NEGATIVE_INFINITY };
let lastPress = nothingPressed;
let groups: readonly ShortcutGroup[] = [];
const listeners = new Set<() => void>();

function notify(): void {
  for (const listener of listeners) listener();
}

function find(sequence: string, event: KeyboardEvent): Shortcut | undefined {
  const busy = isTyping(event.target) || isInDialog(event.target);
  for (const group of groups.toReversed()) {
    for (const shortcut of group.shortcuts) {
      if (shortcut.keys.join(" ") !== sequence) continue;
      if (!busy || shortcut.everywhere === true) return shortcut;
    }
  }
  return undefined;
}

function printPress(event: KeyboardEvent): string {
  const modifier = event.metaKey || event.ctrlKey ? "mod+" : event.altKey ? "alt+" : "";
  return modifier + (event.key.length === 1 ? event.key.toLowerCase() : event.key);
}

/** Enter on a link or button belongs to it. */
function pressesControl({ key, target }: KeyboardEvent): boolean {
  return (
    (key === "Enter" || key === " ") &&
    target instanceof Element &&
    target.closest("a, button, summary, [role=button], [role=tab], [role=menuitem]") !== null
  );
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.matches(
        "input:not([type=checkbox]):not([type=radio]), textarea, select, [role=combobox]",
      ))
  );
}

function isInDialog(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest("[role=dialog], [role=menu], [role=listbox]") !== null
  );
}
