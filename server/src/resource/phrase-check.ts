import type { Check } from "../catalog/catalog.ts";
import { splitWords } from "../config/split-words.ts";

const identifier = String.raw`[\p{L}_][\p{L}\d_$]*|"(?:[^"]|"")*"`;
const literal = String.raw`-?\d+(?:\.\d+)?|'(?:[^']|'')*'`;
const comparison = new RegExp(`^(${identifier}) (=|<>|<=|>=|<|>) (${literal}|${identifier})$`, "u");
const lengthLimit = new RegExp(
  String.raw`^(?:char_length|character_length|length)\((${identifier})\) (=|<=|>=|<|>) (\d+)$`,
  "u",
);
const choice = new RegExp(String.raw`^(${identifier}) = ANY \(ARRAY\[(.*)\]\)$`, "su");

/** A cast as PostgreSQL prints it behind a constant or a column. */
const cast =
  /::(?:[a-z_]+\.)?(?:"[^"]+"|[a-z_]+(?: varying| precision| with(?:out)? time zone)?)(?:\(\d+(?:,\d+)?\))?(?:\[\])?/g;

const relations: { readonly [operator: string]: string } = {
  "=": "be",
  "<>": "not be",
  "<": "be less than",
  "<=": "be at most",
  ">": "be greater than",
  ">=": "be at least",
};

const lengths: { readonly [operator: string]: string } = {
  "=": "exactly",
  "<": "fewer than",
  "<=": "at most",
  ">": "more than",
  ">=": "at least",
};

/** A check constraint in a sentence: from its definition where that is simple, else from its name. */
export function phraseCheck(
  { name, expression }: Check,
  labelOf: (column: string) => string,
): string {
  const phrases = simplify(expression)
    .split(" AND ")
    .map((part) => phrasePart(withoutParentheses(part), labelOf));
  const subjects = new Set(phrases.map((phrase) => phrase?.subject));
  if (phrases.includes(null) || subjects.size !== 1) {
    return `The values break the rule "${splitWords(name).join(" ")}".`;
  }
  return `${[...subjects][0]} must ${phrases
    .map((phrase) => phrase?.predicate)
    .join(" and ")
    .replaceAll(" and be ", " and ")}.`;
}

interface Phrase {
  readonly subject: string;
  readonly predicate: string;
}

function phrasePart(part: string, labelOf: (column: string) => string): Phrase | null {
  const [, column, operator, other] = comparison.exec(part) ?? [];
  if (column !== undefined && operator !== undefined && other !== undefined) {
    return {
      subject: labelOf(unquote(column)),
      predicate: `${relations[operator]} ${toWords(other, labelOf)}`,
    };
  }
  const [, text, bound, length] = lengthLimit.exec(part) ?? [];
  if (text !== undefined && bound !== undefined) {
    const noun = length === "1" ? "character" : "characters";
    return {
      subject: labelOf(unquote(text)),
      predicate: `have ${lengths[bound]} ${length} ${noun}`,
    };
  }
  const [, chosen, options] = choice.exec(part) ?? [];
  if (chosen !== undefined && options !== undefined) {
    const words = options.match(new RegExp(literal, "g")) ?? [];
    return {
      subject: labelOf(unquote(chosen)),
      predicate: `be one of ${words.map((word) => toWords(word, labelOf)).join(", ")}`,
    };
  }
  return null;
}

/** Constants and columns without their casts and the parentheses that those brought. */
function simplify(expression: string): string {
  return withoutParentheses(expression.replaceAll(cast, ""))
    .replaceAll(/(?<![\w"])\(((?:-?[\d.]+)|[\w"]+|ARRAY\[[^\]]*\])\)/g, "$1")
    .replaceAll(/ANY (ARRAY\[[^\]]*\])/g, "ANY ($1)");
}

/** Without a pair of parentheses around the whole, however many there are. */
function withoutParentheses(text: string): string {
  if (!text.startsWith("(") || !text.endsWith(")")) return text;
  let depth = 0;
  for (const [index, character] of [...text].entries()) {
    if (character === "(") depth += 1;
    if (character === ")") depth -= 1;
    if (depth === 0 && index < [...text].length - 1) return text;
  }
  return withoutParentheses(text.slice(1, -1));
}

function toWords(operand: string, labelOf: (column: string) => string): string {
  if (operand.startsWith("'")) {
    const text = operand.slice(1, -1).replaceAll("''", "'");
    return /^-?\d+(?:\.\d+)?$/.test(text) ? text : `"${text}"`;
  }
  return /^-?\d/.test(operand) ? operand : labelOf(unquote(operand)).toLowerCase();
}

function unquote(name: string): string {
  return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name;
}
