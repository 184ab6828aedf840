/** What is written, without its places: versions that say the same print the same. */
export const printWords = (value: unknown): string =>
  JSON.stringify(value ?? null, (key, one: unknown) =>
    PLACES.has(key)
      ? undefined
      : key === 'expression'
        ? toPairs(one)
        : one instanceof Map
          ? [...(one as ReadonlyMap<string, unknown>)]
          : one,
  );

const PLACES = new Set(['at', 'origin', 'file', 'template', 'provenance', 'keys']);

/** What somebody wrote has names of its own, which are no fields here. */
function toPairs(expression: unknown): unknown {
  if (Array.isArray(expression)) return expression.map(toPairs);
  if (typeof expression !== 'object' || expression === null) return expression;
  return Object.entries(expression).map(([name, one]) => [name, toPairs(one)]);
}
