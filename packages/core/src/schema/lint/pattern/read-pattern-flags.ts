/** The flags with which a pattern is a regular expression: Unicode where possible, as JSON Schema asks; undefined where it is none. */
export function readPatternFlags(source: string): 'u' | '' | undefined {
  return (['u', ''] as const).find((flags) => {
    try {
      return new RegExp(source, flags) instanceof RegExp;
    } catch {
      return false;
    }
  });
}
