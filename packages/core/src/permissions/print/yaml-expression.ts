import type { TextStyle } from './text-style.ts';
import { toQuoted, toYamlScalar } from './yaml-scalar.ts';

type Context = 'block' | 'flow';

/** A CloudFormation expression (intrinsics in their JSON form, lists, maps, scalars) on one line of YAML. */
export function toYamlInline(data: unknown, style: TextStyle, context: Context): string {
  if (typeof data === 'string') {
    if (style.json) return JSON.stringify(data);
    return style.quotedText === true ? toQuoted(data, style.quote) : toYamlScalar(data, style.quote, context);
  }
  if (data === null || typeof data !== 'object') return JSON.stringify(data ?? null);
  if (Array.isArray(data)) return `[${data.map((item) => toYamlInline(item, style, 'flow')).join(', ')}]`;
  const short = style.shortTags ? toShortTag(data as Record<string, unknown>, style, context) : undefined;
  if (short !== undefined) return short;
  const pairs = Object.entries(data).map(
    ([key, value]) => `${toYamlKey(key, style)}: ${toYamlInline(value, style, 'flow')}`,
  );
  return `{${style.json ? ` ${pairs.join(', ')} ` : pairs.join(', ')}}`;
}

/** The key of a pair, in a block or in braces. */
export const toYamlKey = (key: string, style: TextStyle): string =>
  style.json ? JSON.stringify(key) : toYamlScalar(key, style.quote, 'flow');

/** The intrinsic of an object with one key, or `undefined`. */
export function findIntrinsic(data: unknown): { readonly name: string; readonly argument: unknown } | undefined {
  if (data === null || typeof data !== 'object' || Array.isArray(data)) return undefined;
  const entries = Object.entries(data);
  const [name, argument] = entries[0] ?? [];
  if (entries.length !== 1 || name === undefined) return undefined;
  return name === 'Ref' || name === 'Condition' || name.startsWith('Fn::') ? { name, argument } : undefined;
}

function toShortTag(data: Record<string, unknown>, style: TextStyle, context: Context): string | undefined {
  const intrinsic = findIntrinsic(data);
  if (intrinsic === undefined) return undefined;
  const { name, argument } = intrinsic;
  const tag = `!${name.replace('Fn::', '')}`;
  if (name === 'Fn::GetAtt' && Array.isArray(argument) && argument.every((a) => typeof a === 'string')) {
    return `${tag} ${toYamlScalar(argument.join('.'), style.quote, context)}`;
  }
  if (name === 'Fn::Sub' && typeof argument === 'string') {
    const text = style.quotedSub ? toQuoted(argument, style.quote) : toYamlScalar(argument, style.quote, context);
    return `${tag} ${text}`;
  }
  // YAML knows no two tags on one node: the outer of two intrinsics is then written in full.
  if (findIntrinsic(argument) !== undefined && !Array.isArray(argument)) return undefined;
  if (typeof argument === 'string') return `${tag} ${toYamlScalar(argument, style.quote, context)}`;
  return `${tag} ${toYamlInline(argument, style, 'flow')}`;
}
