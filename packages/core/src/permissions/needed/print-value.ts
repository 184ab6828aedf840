import type { Value } from '../../app/value.ts';

/**
 * The text of a value with references as `Fn::Sub` spells them (`${Orders.Arn}`). What has no such spelling is `*`:
 * the text is then a pattern that holds the value.
 */
export function toPatternText(value: Value): string {
  switch (value.kind) {
    case 'literal':
      return String(value.value ?? '');
    case 'ref':
      return value.attribute === null ? `\${${value.id}}` : `\${${value.id}.${value.attribute}}`;
    case 'join':
      return value.parts
        .map(toPatternText)
        .join('')
        .replaceAll(/\*{2,}/g, '*');
    case 'cond':
      return value.else.kind === 'no-value'
        ? toPatternText(value.then)
        : value.then.kind === 'no-value'
          ? toPatternText(value.else)
          : '*';
    default:
      return '*';
  }
}
