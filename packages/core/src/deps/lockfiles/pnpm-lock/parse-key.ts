import { splitName } from '../../npm/split-name.ts';

/** The package that the key of an entry names; `undefined` for keys that name an address instead. */
export interface PnpmName {
  readonly name: string;
  readonly version: string;
}

/**
 * Reads a key of `packages`: `name@1.0.0(peer@2.0.0)` (version 9), `/name@1.0.0(peer@2.0.0)` (6),
 * `/name/1.0.0_peer@2.0.0` (5), each with a registry's host before the slash where it is another.
 */
export function parseKey(key: string): PnpmName | undefined {
  if (key.startsWith('file:') || key.startsWith('link:')) return undefined;
  const bare = stripPeers(key);
  const path = isHosted(bare) ? bare.slice(bare.indexOf('/') + 1) : bare;
  const named = splitName(path);
  // From version 6 on the version stands behind an `@`; before, behind a slash, and an `@` only behind that.
  const isModern = named.range !== '' && isName(named.name);
  return isModern ? check(named.name, named.range) : readPath(path);
}

function readPath(path: string): PnpmName | undefined {
  const parts = path.split('/', 4);
  const length = path.startsWith('@') ? 2 : 1;
  const version = parts[length] ?? '';
  const peers = version.indexOf('_');
  return check(parts.slice(0, length).join('/'), peers === -1 ? version : version.slice(0, peers));
}

const check = (name: string, version: string): PnpmName | undefined =>
  /^\d+\./.test(version) && !/[/:]/.test(version) ? { name, version } : undefined;

/** A key that begins with a slash, or with a host and a slash; a scope is no host, it begins with `@`. */
function isHosted(key: string): boolean {
  return key.startsWith('/') || /^[\w-]+(?:\.[\w-]+)+(?::\d+)?\//.test(key);
}

function stripPeers(key: string): string {
  const at = key.indexOf('(');
  return at === -1 ? key : key.slice(0, at);
}

const isName = (text: string): boolean => /^(?:@[^/@]+\/)?[^/@]+$/.test(text);
