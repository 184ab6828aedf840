import type { Ecosystem, PackageRef } from '@sallyport/core/deps';
import type { ColdStartManifest } from '@sallyport/runtime/cold-start';
import { toMisuse } from '../args/parse-args.ts';
import { readRequired } from '../config/read-config.ts';

/** What is known of a function that is deployed. */
export interface Deployed {
  readonly file: string;
  readonly manifest: ColdStartManifest;
  readonly packages: readonly PackageRef[];
  /** Of what its database was. */
  readonly languages: readonly Ecosystem[];
}

/**
 * The manifests in a file: one that was deployed, or all that `sallyport manifest --format json` printed. Throws `ERR_BAD_OPTION` for
 * what is none.
 */
export function readDeployed(path: string, label: string): readonly Deployed[] {
  const value = parse(readRequired(path, label, 'manifest'), label);
  const list = Array.isArray(value['functions'])
    ? value['functions'].map((one: unknown) => toRecord(one)['manifest'])
    : [value];
  return list.map((one) => {
    if (!isManifest(one))
      throw toMisuse(`\`${label}\` is no manifest of version 1`, 'write one with `sallyport manifest`');
    return { file: label, manifest: one, packages: toRefs(one, label), languages: toLanguages(one) };
  });
}

function parse(text: string, label: string): Readonly<Record<string, unknown>> {
  try {
    return toRecord(JSON.parse(text));
  } catch {
    throw toMisuse(`\`${label}\` is not JSON`);
  }
}

const toRecord = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

function isManifest(value: unknown): value is ColdStartManifest {
  const { schemaVersion, packages, advisories, database } = toRecord(value);
  const identities = Object.values(toRecord(packages)).flat();
  const isSound = identities.every((one) => typeof one === 'string') && typeof toRecord(database)['date'] === 'string';
  const ids = Array.isArray(advisories) && advisories.every((one: unknown) => typeof toRecord(one)['id'] === 'string');
  return schemaVersion === 1 && typeof packages === 'object' && packages !== null && isSound && ids;
}

/** Others than those that are known may stand there. */
const toLanguages = ({ database }: ColdStartManifest): readonly Ecosystem[] =>
  (['npm', 'PyPI'] as const).filter((one) => database.ecosystems?.includes(one) === true);

/** A manifest holds the packages of one language, and its database says of which. Names alone do not. */
function toRefs({ packages, database }: ColdStartManifest, file: string): readonly PackageRef[] {
  const isPython = database.ecosystems?.length === 1 && database.ecosystems[0] === 'PyPI';
  const entries = Object.entries(packages).flatMap(([path, found]) =>
    [found].flat().map((identity) => ({ path, identity })),
  );
  const refs = entries.map(({ path, identity }): PackageRef => {
    const at = identity.lastIndexOf('@');
    const [name, version] = at > 0 ? [identity.slice(0, at), identity.slice(at + 1)] : [identity, ''];
    const isInstalledByPip = /\.(?:dist-info|egg-info)$/.test(path);
    const ecosystem = isPython || isInstalledByPip ? 'PyPI' : 'npm';
    return { ecosystem, name, version: version === '' ? null : version, file, direct: false, dev: false };
  });
  return [...new Map(refs.map((ref) => [`${ref.ecosystem} ${ref.name}@${ref.version}`, ref])).values()];
}
