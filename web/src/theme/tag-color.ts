/** Ant Design's preset colours that say nothing by themselves: red, amber and green keep their meanings. */
const colors = ["blue", "purple", "cyan", "magenta", "geekblue"] as const;

/**
 * The colour of an enum's label, the same on every page: by its place among `options`, so that
 * neighbours differ, else by the text itself.
 */
export function tagColor(label: string, options: readonly string[] = []): (typeof colors)[number] {
  const place = options.indexOf(label);
  return colors[(place === -1 ? hash(label) : place) % colors.length] ?? colors[0];
}

/** Bernstein's, with exclusive or. */
function hash(text: string): number {
  let sum = 5381;
  for (const character of text) {
    sum = (Math.imul(sum, 33) ^ (character.codePointAt(0) ?? 0)) >>> 0;
  }
  return sum;
}
