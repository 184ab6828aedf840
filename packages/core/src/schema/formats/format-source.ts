/** The check of a format: an expression for a function of a string, in linear time. */
export interface FormatSource {
  readonly text: string;
}
