/** Ant Design's preset colours that say nothing by themselves: red, amber and green keep their meanings. */
const colors = ["blue", "purple", "cyan", "magenta", "geekblue"] as const;

/** The colour of an enum's label: the same label has the same colour everywhere. */
export function tagColor(label: string): (typeof colors)[number] {
  let hash = 0;
  for (const character of label) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return colors[hash % colors.length] ?? colors[0];
}
