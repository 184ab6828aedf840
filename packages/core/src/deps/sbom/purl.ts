import type { Ecosystem, PackageRef } from '../package.ts';
import { toPackageName } from '../names.ts';

const TYPE: Readonly<Record<Ecosystem, string>> = { npm: 'npm', PyPI: 'pypi' };

/** A package URL (https://github.com/package-url/purl-spec): `pkg:npm/%40scope/name@1.0.0`. */
export function toPurl({ ecosystem, name, version, source }: PackageRef): string {
  const path = name.split('/').map(encode).join('/');
  const at = version === null ? '' : `@${encode(version)}`;
  const address = source?.url;
  const isElsewhere = source?.kind === 'git' || source?.kind === 'url';
  const field = source?.kind === 'git' ? 'vcs_url' : 'download_url';
  const commit = source?.commit === undefined || address?.includes(source.commit) ? '' : `@${source.commit}`;
  const qualifier = isElsewhere && address !== undefined ? `?${field}=${encode(address + commit)}` : '';
  return `pkg:${TYPE[ecosystem]}/${path}${at}${qualifier}`;
}

/** The package that a package URL names; `undefined` for other ecosystems and for what is no package URL. */
export function parsePurl(purl: string): Pick<PackageRef, 'ecosystem' | 'name' | 'version'> | undefined {
  const found = /^pkg:\/{0,2}(npm|pypi)\/([^?#]+)/i.exec(purl);
  if (found === null) return undefined;
  const ecosystem: Ecosystem = found[1]?.toLowerCase() === 'npm' ? 'npm' : 'PyPI';
  const path = found[2] ?? '';
  const at = path.lastIndexOf('@');
  const hasVersion = at > path.lastIndexOf('/') + 1;
  const name = decode(hasVersion ? path.slice(0, at) : path).replace(/\/$/, '');
  const version = hasVersion ? decode(path.slice(at + 1)) : null;
  return name === '' ? undefined : { ecosystem, name: toPackageName(ecosystem, name), version };
}

const encode = (text: string): string => encodeURIComponent(text).replaceAll('%3A', ':');

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
