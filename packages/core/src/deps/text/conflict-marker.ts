const MARKER = /^(?:<{7}|\|{7}|={7}|>{7})(?= |\r?$)/;

/** Which merge-conflict marker a line is, by its first sign; `undefined` for any other line. */
export function toConflictMarker(line: string): string | undefined {
  return MARKER.test(line) ? line[0] : undefined;
}
