import type { Parameter, Template } from '../app/application.ts';
import { findText } from '../app/value.ts';
import type { Diagnostic } from '../findings/diagnostic.ts';

/** Allowed values that a message names. */
const MOST_NAMED = 5;

/** Parameters that are given a value which CloudFormation would refuse: what is said of the stack may then be wrong. */
export function findUnfitParameters(templates: readonly Template[]): readonly Diagnostic[] {
  return templates.flatMap(({ parameters }) =>
    [...parameters.values()].flatMap((parameter) => {
      const value = findText(parameter.bound?.value);
      const why = value === undefined ? undefined : findRefusal(value, parameter);
      if (value === undefined || why === undefined) return [];
      // A secret that was given by mistake is not repeated.
      const given = parameter.noEcho ? 'a value' : `\`${value}\``;
      const { file, line, column } = parameter.at;
      const message = `parameter \`${parameter.name}\` is given ${given}, and takes ${why}`;
      return [{ code: 'unfit-parameter', severity: 'warning', message, file, line, column }];
    }),
  );
}

function findRefusal(value: string, { type, allowed = [] }: Parameter): string | undefined {
  const isList = type === 'CommaDelimitedList' || type.startsWith('List<');
  const items = isList ? value.split(',').map((item) => item.trim()) : [value];
  if (/^(?:List<)?Number>?$/.test(type) && !items.every(isNumber)) return isList ? 'numbers' : 'a number';
  if (allowed.length === 0 || items.every((item) => allowed.includes(item))) return undefined;
  const named = allowed.slice(0, MOST_NAMED).map((one) => `\`${one}\``);
  const rest = allowed.length - named.length;
  return `one of ${named.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

const isNumber = (text: string): boolean => text.trim() !== '' && Number.isFinite(Number(text));
