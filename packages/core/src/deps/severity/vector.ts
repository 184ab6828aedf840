/** The metrics of a CVSS vector, `AV:N/AC:L`, by their names. `undefined` for what is no vector. */
export function parseVector(text: string): ReadonlyMap<string, string> | undefined {
  const metrics = new Map<string, string>();
  for (const part of text.split('/')) {
    const colon = part.indexOf(':');
    if (colon < 1) return undefined;
    metrics.set(part.slice(0, colon), part.slice(colon + 1));
  }
  return metrics;
}

/** The weight of each metric's value; `undefined` when one is missing or has a value that it cannot have. */
export function readWeights<Name extends string>(
  metrics: ReadonlyMap<string, string>,
  weights: Readonly<Record<Name, Readonly<Record<string, number>>>>,
): Readonly<Record<Name, number>> | undefined {
  const found: Partial<Record<Name, number>> = {};
  for (const name of Object.keys(weights) as Name[]) {
    const value = metrics.get(name) ?? '';
    if (!Object.hasOwn(weights[name], value)) return undefined;
    found[name] = weights[name][value] ?? 0;
  }
  return found as Record<Name, number>;
}
