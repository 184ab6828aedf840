/** Something about a document that its author should know. */
export interface DocumentProblem {
  readonly code:
    | 'template-syntax'
    | 'template-shape'
    | 'duplicate-key'
    | 'alias-expansion'
    | 'merge-key'
    | 'include-not-expanded';
  readonly message: string;
  /** Offset into the text. */
  readonly offset: number;
  readonly severity: 'error' | 'warning';
}
