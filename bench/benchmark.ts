/** One comparison that anyone can repeat. It lives in `bench/<name>/` and is listed in `bench/index.ts`. */
export interface Benchmark {
  readonly name: string;
  readonly title: string;
  /** What it measures and how, for the page. */
  readonly about: string;
  /** Markdown of the result; or what is missing to measure it. */
  readonly measure: () => Promise<Measured> | Measured;
}

export type Measured =
  | { readonly kind: 'result'; readonly markdown: string }
  | { readonly kind: 'skipped'; readonly why: string };

/** A Markdown table. */
export function toTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const toLine = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [toLine(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(toLine)].join('\n');
}
