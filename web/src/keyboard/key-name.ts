const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent);

export const modifierName = isApple ? "⌘" : "Ctrl";

/** A key of a shortcut as it is printed on keyboards. */
export function keyName(key: string): string {
  return key
    .replace("mod+", `${modifierName} `)
    .replace("alt+", "Alt ")
    .replace(/ [a-z]$/, (letter) => letter.toUpperCase());
}
