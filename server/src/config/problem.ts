/** One thing wrong with the configuration, found at start; all of them are reported at once. */
export interface ConfigProblem {
  /** Stable, for searching the docs: `unknown_table`. */
  readonly id: string;
  /** Where in the config: `resources.orders.access.editor.update`. */
  readonly path: string;
  /** What is wrong, in a sentence. */
  readonly message: string;
  /** What to do about it. */
  readonly hint: string;
}
