/** What is wrong with a text, and where. */
export interface TextProblem {
  readonly message: string;
  /** UTF-16 offset into the text. */
  readonly at: number;
  /** An `error` (the default) means that something could not be read. */
  readonly severity?: 'error' | 'warning';
}
