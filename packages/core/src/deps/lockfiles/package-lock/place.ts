/** Where a reading stands: its file, and how offsets become lines. */
export interface Place {
  readonly file: string;
  readonly lineOf: (offset: number) => number;
}
