import type { PackageRef } from '../package.ts';
import type { AddressFact } from './hygiene-fact.ts';

/** The public registries, and where they keep their files. */
const PUBLIC_HOSTS = new Set(['registry.npmjs.org', 'registry.yarnpkg.com', 'pypi.org', 'files.pythonhosted.org']);

/** pip checks what it loads against a hash at the end of the address (https://pip.pypa.io/en/stable/topics/secure-installs/). */
const HASH = /[#&]sha(?:256=[\da-f]{64}|384=[\da-f]{96}|512=[\da-f]{128})(?:&|$)/i;

/** What the address of a package gives away. Nothing for packages from the public registry under their own name. */
export function judgeAddress(ref: PackageRef): readonly AddressFact[] {
  const { source } = ref;
  const url = source?.url;
  if (source === undefined || url === undefined || source.kind === 'workspace' || source.kind === 'file') return [];
  const facts: AddressFact[] = [];
  if (/^(?:git\+)?http:\/\/|^git:\/\//.test(url)) facts.push({ kind: 'plain-http', ref, url });
  if (source.kind !== 'registry') {
    const isFixed = source.commit !== undefined || ref.hasIntegrity === true || HASH.test(url);
    facts.push({ kind: 'no-registry', ref, url, isFixed });
    return facts;
  }
  const host = /^[a-z+]+:\/\/(?:[^@/]*@)?([^/:]+)/i.exec(url)?.[1]?.toLowerCase();
  if (host === undefined) return facts;
  if (!PUBLIC_HOSTS.has(host)) facts.push({ kind: 'foreign-registry', ref, url, host });
  if (ref.ecosystem === 'npm' && !namesPackage(url, ref)) facts.push({ kind: 'address-mismatch', ref, url });
  return facts;
}

/** npm registries keep a version at `…/<name>/-/<last part of name>-<version>.tgz`; others may keep it anywhere. */
function namesPackage(url: string, { name, version }: PackageRef): boolean {
  const path = url
    .replace(/[?#].*$/, '')
    .replaceAll(/%2f/gi, '/')
    .replaceAll('%40', '@');
  const file = /^(.*)\/-\/(?:@[^/]+\/)?([^/]+)\.tgz$/.exec(path);
  if (file === null) return true;
  const [, folder = '', archive = ''] = file;
  if (!folder.endsWith(`/${name}`)) return false;
  // Build metadata is no part of the archive's name.
  const plain = version?.replace(/\+.*$/, '');
  return plain === undefined || archive === `${name.slice(name.lastIndexOf('/') + 1)}-${plain}`;
}
