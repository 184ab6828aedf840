/** Whether a value can be what an option is, and in words what it can be. */
export type OptionRule = readonly [isRight: (value: unknown) => boolean, expected: string];

export type OptionRules = Readonly<Record<string, OptionRule>>;

/** The first option that does not exist, or that has a value which it cannot have, and why. `undefined` is as good as none. */
export function findWrongOption(options: object, rules: OptionRules): readonly [name: string, why: string] | undefined {
  for (const [name, value] of Object.entries(options)) {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    if (rule === undefined) return [name, `is none of ${Object.keys(rules).join(', ')}`];
    if (value !== undefined && !rule[0](value)) return [name, `must be ${rule[1]}`];
  }
  return undefined;
}
