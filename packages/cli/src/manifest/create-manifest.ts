import type { Shipment } from '@sallyport/core';
import type { ColdStartManifest, ManifestAdvisory, ManifestPolicy } from '@sallyport/runtime/cold-start';

/** The date of advisories that were never asked: older than any. */
export const NEVER = '1970-01-01';

export interface ManifestInput {
  readonly shipment: Shipment;
  /** RFC 3339. */
  readonly created: string;
  readonly policy: ManifestPolicy;
  /** Hashes of the function's own files, relative to its root. */
  readonly files: Readonly<Record<string, string>>;
  /** Bundles: file, relative to the root of the function -> `name@version` of all that is in it. */
  readonly bundles: ReadonlyMap<string, readonly string[]>;
}

/** The manifest of one function. The same packages give the same, in whatever order they were found. */
export function createManifest(input: ManifestInput): ColdStartManifest {
  const { shipment, created, policy, files, bundles } = input;
  return {
    schemaVersion: 1,
    function: shipment.function,
    created,
    packages: toRecord<string | readonly string[]>([...toPackages(shipment), ...bundles]),
    files: toRecord(Object.entries(files)),
    advisories: toAdvisories(shipment),
    database: { ...shipment.database, date: shipment.database.date ?? NEVER },
    layers: shipment.layers,
    policy,
  };
}

/** Of several versions at one place, which a lock file that tells no places may give, the one that was asked for. */
function toPackages({ packages }: Shipment): readonly (readonly [string, string])[] {
  const inOrder = packages.toSorted((a, b) => Number(b.ref.direct) - Number(a.ref.direct));
  const byPath = new Map<string, string>();
  for (const { path, ref } of inOrder) if (!byPath.has(path)) byPath.set(path, toIdentity(ref));
  return [...byPath];
}

function toAdvisories({ advisories }: Shipment): readonly ManifestAdvisory[] {
  const all = advisories.map(({ ref, advisory: { id, aliases, severity } }): ManifestAdvisory => {
    const cve = [id, ...aliases].find((name) => name.startsWith('CVE-'));
    const rated = severity === 'info' ? 'low' : severity;
    return { package: toIdentity(ref), id, ...(cve === undefined ? {} : { cve }), severity: rated };
  });
  const distinct = new Map(all.map((one) => [`${one.package} ${one.id}`, one]));
  return [...distinct].toSorted(byKey).map(([, one]) => one);
}

/** `name@version`, as a manifest writes it. */
export const toIdentity = ({ name, version }: { readonly name: string; readonly version: string | null }): string =>
  `${name}@${version ?? ''}`;

const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a < b ? -1 : a > b ? 1 : 0;

/** Names come from files: `__proto__` is a name like any other. */
const toRecord = <T>(entries: readonly (readonly [string, T])[]): Readonly<Record<string, T>> =>
  Object.fromEntries(entries.toSorted(byKey));
