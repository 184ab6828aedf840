import type { Abstract, Arguments } from './abstract.ts';
import { findString, toConst, toUnknown } from './abstract.ts';
import type { Engine } from './engine.ts';
import { concatenate } from './fold.ts';

/** `'a-%s' % x` and `'%(a)s' % {…}`. */
export function formatPercent(template: Abstract, values: Abstract): Abstract {
  const text = findString(template);
  if (text === undefined) return toUnknown('a formatted string');
  const positional = values.k === 'list' ? values.items : [values];
  let next = 0;
  const parts: Abstract[] = [];
  let last = 0;
  for (const m of text.matchAll(/%(?:\((\w+)\))?[-#0 +]*\d*(?:\.\d+)?([sdrifxX%])/g)) {
    parts.push(toConst(text.slice(last, m.index)));
    last = m.index + m[0].length;
    if (m[2] === '%') parts.push(toConst('%'));
    else if (m[1] !== undefined)
      parts.push(
        values.k === 'object'
          ? (values.fields.get(m[1]) ?? toUnknown('a formatted value'))
          : toUnknown('a formatted value'),
      );
    else parts.push(positional[next++] ?? toUnknown('a formatted value'));
  }
  parts.push(toConst(text.slice(last)));
  return concatenate(parts);
}

/** `'a-{}'.format(x)` and `'{name}'.format(name=x)`. */
export function formatBraces(engine: Engine, template: Abstract, args: Arguments): Abstract {
  const text = findString(template);
  if (text === undefined) return toUnknown('a formatted string');
  let next = 0;
  const parts: Abstract[] = [];
  let last = 0;
  for (const m of text.matchAll(/\{\{|\}\}|\{([^{}:!]*)(?:![rsa])?(?::[^{}]*)?\}/g)) {
    parts.push(toConst(text.slice(last, m.index)));
    last = m.index + m[0].length;
    const field = m[1];
    if (field === undefined) parts.push(toConst(m[0].charAt(0)));
    else if (field === '') parts.push(args.positional[next++] ?? toUnknown('a formatted value'));
    else if (/^\d+$/.test(field)) parts.push(args.positional[Number(field)] ?? toUnknown('a formatted value'));
    else parts.push(args.named.get(field) ?? toUnknown('a formatted value'));
  }
  void engine;
  parts.push(toConst(text.slice(last)));
  return concatenate(parts);
}
