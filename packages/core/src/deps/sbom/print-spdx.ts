import { toComponents, type SbomComponent, type SbomSource, type SbomSubject } from './sbom.ts';

const NONE = 'NOASSERTION';
const ROOT = 'SPDXRef-Application';

/** A bill of materials as SPDX 2.3 has it, JSON (https://spdx.github.io/spdx-spec/v2.3/). */
export function printSpdx(sources: readonly SbomSource[], subject: SbomSubject): string {
  const components = toComponents(sources);
  const ids = new Map(components.map(({ purl }, i) => [purl, `SPDXRef-Package-${i + 1}`]));
  const document = {
    spdxVersion: 'SPDX-2.3',
    dataLicense: 'CC0-1.0',
    SPDXID: 'SPDXRef-DOCUMENT',
    name: subject.name,
    documentNamespace: `urn:uuid:${subject.uuid}`,
    creationInfo: { created: subject.created, creators: [`Tool: ${subject.tool.name}-${subject.tool.version}`] },
    packages: [toApplication(subject.name), ...components.map((one) => toPackage(one, ids.get(one.purl) ?? ''))],
    relationships: [
      toRelation('SPDXRef-DOCUMENT', 'DESCRIBES', ROOT),
      ...components.flatMap((one) => toRelations(one, ids)),
    ],
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

const unknown = {
  filesAnalyzed: false,
  licenseConcluded: NONE,
  licenseDeclared: NONE,
  copyrightText: NONE,
};

const toApplication = (name: string): object => ({
  SPDXID: ROOT,
  name,
  downloadLocation: NONE,
  ...unknown,
  primaryPackagePurpose: 'APPLICATION',
});

function toPackage({ purl, ref, files, functions }: SbomComponent, id: string): object {
  const url = ref.source?.url;
  const isAddress = url !== undefined && /^(?:git|https?|ssh)[a-z+]*:\/\/\S+$/.test(url);
  const named = functions.length === 0 ? '' : `; shipped by ${functions.join(', ')}`;
  return {
    SPDXID: id,
    name: ref.name,
    ...(ref.version === null ? {} : { versionInfo: ref.version }),
    downloadLocation: isAddress ? url : NONE,
    ...unknown,
    sourceInfo: `named in ${files.join(', ')}${named}`,
    externalRefs: [{ referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: purl }],
    primaryPackagePurpose: 'LIBRARY',
  };
}

function toRelations(one: SbomComponent, ids: ReadonlyMap<string, string>): readonly object[] {
  const id = ids.get(one.purl) ?? '';
  const kind = one.isDev ? 'DEV_DEPENDENCY_OF' : one.isOptional ? 'OPTIONAL_DEPENDENCY_OF' : 'DEPENDENCY_OF';
  const toRoot = one.isDirect ? [toRelation(id, kind, ROOT)] : [];
  const needed = one.requires.flatMap((purl) => ids.get(purl) ?? []);
  return [...toRoot, ...needed.map((other) => toRelation(id, 'DEPENDS_ON', other))];
}

const toRelation = (from: string, relationshipType: string, to: string): object => ({
  spdxElementId: from,
  relationshipType,
  relatedSpdxElement: to,
});
