/**
 * A line in two parts, between which the MAC stands: members sort before and behind `mac`. Braces included, so that the line without
 * a MAC is the two parts side by side.
 */
export interface LineParts {
  /** `{…`, up to the member before `mac`. */
  readonly head: string;
  /** `,"outcome":…}`, from the member behind `mac`. */
  readonly tail: string;
}

/** Where a line stands in its chain. */
export interface Place {
  readonly chain: string;
  readonly seq: number;
  readonly prev: string;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
}
