import type { Answer } from "./stage.ts";
import type { TwinOptions } from "./twin.ts";

/** Writes an answer so that those of twins are the same bytes. */
export type Normalise = (answer: Answer) => string;

/**
 * What no two servers have in common, whatever they store, and nothing else, is replaced: ids (each, changes' numbers too, by the place of its
 * first appearance in the whole conversation, so that which is which still counts), instants (likewise), cursors (by
 * their length: they are sealed with a random nonce), ages in seconds, and the version of an undo, which is made of its
 * operation's id. Where twins differ under pseudonyms, pseudonyms and versions too.
 */
export function normaliser(options: TwinOptions): Normalise {
  const numberVersions = (text: string) =>
    text.replaceAll(
      /(?<="version":"|etag: ")[\w-]{22}(?=")/g,
      (version) => `<version ${numberOf(version)}>`,
    );
  const numberPseudonyms = (text: string) =>
    options.pseudonyms
      ? numberVersions(text).replaceAll(
          /(?<![\w-])[0-9a-v]{12}(?![\w-])/g,
          (pseudonym) => `<pseudonym ${numberOf(pseudonym)}>`,
        )
      : text;
  const ids = new Map<string, number>();
  const numberOf = (text: string) => {
    const number = ids.get(text) ?? ids.size;
    ids.set(text, number);
    return number;
  };
  const replaceMade = ({ status, headers, text }: Answer) =>
    [String(status), ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`), text]
      .join("\n")
      .replaceAll(/^x-request-id: .*$/gm, "x-request-id: <random>")
      .replaceAll(/"requestId":"[^"]*"/g, '"requestId":"<random>"')
      .replaceAll(
        /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g,
        (id) => `<id ${numberOf(id)}>`,
      )
      .replaceAll(
        /\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?\+00/g,
        (instant) => `<instant ${numberOf(instant)}>`,
      )
      .replaceAll(/(?<="id":")\d+(?=")/g, (id) => `<change ${numberOf(id)}>`)
      .replaceAll(/"(lag|age)Seconds":\d+/g, '"$1Seconds":<seconds>')
      .replaceAll(/"(next|previous)":"([\w-]+)"/g, (_, name, cursor) =>
        // An instant in it has as many digits as it happens to need.
        /"(entries|history)":\[/.test(text)
          ? `"${name}":"<cursor>"`
          : `"${name}":"<cursor of ${cursor.length}>"`,
      );
  return (answer) => {
    const isUndo = answer.text.includes('"steps":[');
    const text = replaceMade(answer);
    return numberPseudonyms(isUndo ? numberVersions(text) : text);
  };
}
