import type { TextEdit } from '../../app/code-value.ts';
import type { Abstract, ConstValue, ModelValue } from './abstract.ts';
import { findStringMethod } from './string-methods.ts';
import { editValue } from './text-edits.ts';

/** What `URL` of JavaScript and `urlparse` of Python call the parts. */
const PARTS: Readonly<Record<string, 'host' | 'path'>> = {
  host: 'host',
  hostname: 'host',
  netloc: 'host',
  path: 'path',
  pathname: 'path',
};

/** A part of an address that is known, or that the template tells; `undefined` for any other. */
export function readAddressPart(address: Abstract, name: string): ModelValue | ConstValue | undefined {
  const part = Object.hasOwn(PARTS, name) ? PARTS[name] : undefined;
  if (part === undefined) return undefined;
  const edit: TextEdit = { kind: 'address', part };
  const found = editValue(address, edit, findStringMethod);
  return found?.k === 'model' || found?.k === 'const' ? found : undefined;
}
