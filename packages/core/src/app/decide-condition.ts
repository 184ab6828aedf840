import type { Template } from './application.ts';
import { evaluateCondition, type Templates } from './resolve-value.ts';

const opened = new WeakMap<Template, Template>();

/** The template with parameters left open that only have a default: another value may be given when the stack is deployed. */
export function withoutDefaults(template: Template): Template {
  const known = opened.get(template);
  if (known !== undefined) return known;
  const parameters = new Map(
    [...template.parameters].map(([name, { type, bound, noEcho, at }]) => [
      name,
      { name, type, noEcho, at, ...(bound === undefined ? {} : { bound }) },
    ]),
  );
  const open = { ...template, parameters };
  opened.set(template, open);
  return open;
}

/** Whether a condition holds by what the parameters were given, defaults apart; `undefined` where that does not decide it. */
export function decideCondition(name: string, template: Template, application: Templates): boolean | undefined {
  return evaluateCondition(name, withoutDefaults(template), {
    templates: application.templates.map(withoutDefaults),
  });
}
