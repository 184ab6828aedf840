import type { PackageRef } from '@sallyport/core/deps';

/** The packages that are in bundles, each once. A bundle may hold what no lock file calls shipped, such as a development dependency. */
export function listBundled(bundles: ReadonlyMap<string, readonly string[]>): readonly PackageRef[] {
  return [...new Set([...bundles.values()].flat())].map(toRef);
}

function toRef(identity: string): PackageRef {
  const at = identity.lastIndexOf('@');
  const [name, version] = [identity.slice(0, at), identity.slice(at + 1)];
  return { ecosystem: 'npm', name, version: version === '' ? null : version, file: '', direct: false, dev: false };
}
