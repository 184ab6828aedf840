import type { PackageSource } from '../package.ts';
import { findCommit, isGit } from './find-commit.ts';

const REGISTRIES = ['https://registry.npmjs.org/', 'https://registry.yarnpkg.com/'];

/**
 * Where an npm package comes from, by the address that a lock file resolved it to; `undefined` for the public registry
 * under the package's own name.
 */
export function toSource(name: string, address: string | undefined): PackageSource | undefined {
  if (address === undefined || address === '') return undefined;
  const path = /^(?:file|link|portal):(.*)$/s.exec(address)?.[1];
  if (path !== undefined) return { kind: 'file', url: address };
  const commit = findCommit(address);
  if (commit !== undefined || isGit(address))
    return { kind: 'git', url: address, ...(commit === undefined ? {} : { commit }) };
  const registry = REGISTRIES.find((prefix) => address.startsWith(prefix));
  if (registry !== undefined && address.startsWith(`${name}/-/`, registry.length)) return undefined;
  const isTarball = /\/-\/[^/]+\.tgz(?:#.*)?$/.test(address);
  return { kind: isTarball || registry !== undefined ? 'registry' : 'url', url: address };
}
