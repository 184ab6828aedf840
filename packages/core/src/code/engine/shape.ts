import type { Abstract, Arguments } from './abstract.ts';

/**
 * What a value looks like, as a text: two values of one shape are alike for what comes next. Unlike `toKey`, plain objects and
 * lists made anew are the same when their contents are. A loose shape forgets constants and where data came from.
 */
export function toShape(value: Abstract, isLoose: boolean, depth = 0): string {
  switch (value.k) {
    case 'const':
      return isLoose
        ? `c:${value.value === null ? 'null' : typeof value.value}`
        : `c:${typeof value.value}:${String(value.value)}`;
    case 'env':
      return `e:${value.name}`;
    case 'concat':
      return isLoose || depth > 3 ? 'cat' : `cat:${value.parts.map((p) => toShape(p, isLoose, depth + 1)).join('+')}`;
    case 'union':
      return depth > 3
        ? 'u'
        : `u:${[...new Set(value.values.map((v) => toShape(v, isLoose, depth + 1)))].sort().join('|')}`;
    case 'object':
      return toObjectShape(value, isLoose, depth);
    case 'list':
      return depth > 2
        ? 'list'
        : `[${value.open ? '…' : ''}${[...new Set(value.items.slice(0, 8).map((v) => toShape(v, isLoose, depth + 1)))].join()}]`;
    case 'function':
      return isLoose ? `f:${value.module.file}:${value.ir.at}` : `f:${value.id}`;
    case 'class':
      return `class:${value.id}`;
    case 'native':
      return `n:${isLoose ? value.name : value.id}`;
    case 'model':
      return `m:${isLoose ? value.key.replace(/\d+/g, '') : value.key}`;
    case 'external':
      return `x:${value.name}/${value.path.slice(0, 3).join('.')}`;
    case 'namespace':
      return `ns:${value.module.file}`;
    case 'event':
    case 'result':
      return isLoose ? value.k : `${value.k}:${value.path.join('.')}`;
    case 'unknown':
      return 'unknown';
  }
}

function toObjectShape(value: Extract<Abstract, { k: 'object' }>, isLoose: boolean, depth: number): string {
  // What was made once and lives on is itself and nothing else.
  if (value.cls !== null || value.isLongLived) return `o:${value.id}`;
  if (depth > 2) return 'o';
  const fields = [...value.fields].slice(0, 32).map(([name, v]) => `${name}=${toShape(v, isLoose, depth + 1)}`);
  return `{${fields.sort().join()}${value.open ? '…' : ''}${value.computed.length}}`;
}

/** The shape of all that a call is given. */
export function toArgumentsShape(args: Arguments, isLoose: boolean): string {
  const named = [...args.named].map(([name, v]) => `${name}=${toShape(v, isLoose)}`);
  return [
    ...args.positional.map((v) => toShape(v, isLoose)),
    ...named,
    args.rest === undefined ? '' : `…${toShape(args.rest, isLoose)}`,
  ].join(', ');
}
