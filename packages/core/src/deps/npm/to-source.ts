import type { PackageSource } from '../package.ts';
import { findCommit, isGit } from './find-commit.ts';

const REGISTRIES = ['https://registry.npmjs.org/', 'https://registry.yarnpkg.com/'];

/**
 * Where an npm package comes from, by the address that a lock file resolved it to; `undefined` for the public registry
 * under the package's own name and version.
 */
export function toSource(
  name: string,
  address: string | undefined,
  version: string | null = null,
): PackageSource | undefined {
  if (address === undefined || address === '') return undefined;
  const registry = REGISTRIES.find((prefix) => address.startsWith(prefix));
  if (registry !== undefined) {
    const archive = `${name}/-/${name.slice(name.lastIndexOf('/') + 1)}-${version?.replace(/\+.*$/, '') ?? ''}`;
    return address.startsWith(archive, registry.length) ? undefined : { kind: 'registry', url: address };
  }
  if (/^(?:file|link|portal):/.test(address)) return { kind: 'file', url: address };
  if (isRegistryArchive(address)) return { kind: 'registry', url: address };
  const commit = findCommit(address);
  if (commit !== undefined) return { kind: 'git', url: address, commit };
  return { kind: isGit(address) ? 'git' : 'url', url: address };
}

/** `…/-/name-1.0.0.tgz`, whoever serves it; yarn 1 writes a hash behind it. */
function isRegistryArchive(address: string): boolean {
  const last = address.lastIndexOf('/');
  return address.slice(0, last + 1).endsWith('/-/') && /^[^#]+\.tgz(?:#|$)/.test(address.slice(last + 1));
}

/** The version that the address of a registry's archive ends in: `…/left-pad/-/left-pad-1.3.0.tgz`. */
export function findArchiveVersion(name: string, address: string): string | undefined {
  const start = `${name}/-/${name.slice(name.lastIndexOf('/') + 1)}-`;
  const at = address.lastIndexOf(`/${start}`);
  const archive = at === -1 ? '' : address.slice(at + 1 + start.length);
  return /^(\d+\.\d+\.\d[\w.+-]*)\.tgz(?:[?#].*)?$/.exec(archive)?.[1];
}
