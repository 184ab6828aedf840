/** Where a line stands in its chain. */
export interface Place {
  readonly chain: string;
  readonly seq: number;
  readonly prev: string;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
}
