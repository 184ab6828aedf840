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

const anywhere = new WeakMap<Template, Template>();

/** The same with what holds in the usual environment left open, too. */
function withoutUsual(template: Template): Template {
  const known = anywhere.get(template);
  if (known !== undefined) return known;
  const open = withoutDefaults(template);
  const parameters = new Map(
    [...open.parameters].map(([name, parameter]) => {
      const { bound, ...rest } = parameter;
      return [name, bound?.isUsual === true ? rest : parameter];
    }),
  );
  const made = { ...open, parameters };
  anywhere.set(template, made);
  return made;
}

/** Many resources have the same condition. */
const decided = new WeakMap<Templates, Map<Template, Map<string, boolean | undefined>>>();

/** Whether a condition holds in every environment that is deployed, or in none; `undefined` where some may differ. */
export function decideEverywhere(name: string, template: Template, application: Templates): boolean | undefined {
  const byTemplate = decided.get(application) ?? new Map<Template, Map<string, boolean | undefined>>();
  decided.set(application, byTemplate);
  const known = byTemplate.get(template) ?? new Map<string, boolean | undefined>();
  byTemplate.set(template, known);
  if (!known.has(name)) {
    const templates = application.templates.map(withoutUsual);
    known.set(name, evaluateCondition(name, withoutUsual(template), { templates }));
  }
  return known.get(name);
}
