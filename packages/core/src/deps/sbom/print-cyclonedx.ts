import { toComponents, type SbomComponent, type SbomSource, type SbomSubject } from './sbom.ts';

const ROOT = 'application';

/**
 * A bill of materials as CycloneDX 1.6 has it, JSON (https://cyclonedx.org/docs/1.6/json/). Functions are components that depend
 * on what they ship; packages for development are `excluded` from the scope.
 */
export function printCycloneDx(sources: readonly SbomSource[], subject: SbomSubject): string {
  const components = toComponents(sources);
  const functions = [...new Set(components.flatMap((component) => component.functions))].toSorted();
  const document = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${subject.uuid}`,
    version: 1,
    metadata: {
      timestamp: subject.created,
      tools: { components: [{ type: 'application', name: subject.tool.name, version: subject.tool.version }] },
      component: { type: 'application', 'bom-ref': ROOT, name: subject.name },
    },
    components: [...functions.map(toFunction), ...components.map(toComponent)],
    dependencies: [
      { ref: ROOT, dependsOn: [...functions.map(toFunctionRef), ...findUnshipped(components)] },
      ...functions.map((id) => ({ ref: toFunctionRef(id), dependsOn: findShipped(components, id) })),
      ...components.map(({ purl, requires }) => ({ ref: purl, dependsOn: requires })),
    ],
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

const toFunctionRef = (id: string): string => `function:${id}`;
const toFunction = (id: string): object => ({ type: 'application', 'bom-ref': toFunctionRef(id), name: id });

const findShipped = (components: readonly SbomComponent[], id: string): readonly string[] =>
  components.filter((one) => one.isDirect && !one.isDev && one.functions.includes(id)).map(({ purl }) => purl);

const findUnshipped = (components: readonly SbomComponent[]): readonly string[] =>
  components.filter((one) => one.isDirect && (one.isDev || one.functions.length === 0)).map(({ purl }) => purl);

function toComponent({ purl, ref, isDev, isOptional, files, functions }: SbomComponent): object {
  const scope = isDev ? 'excluded' : isOptional ? 'optional' : 'required';
  const slash = ref.ecosystem === 'npm' && ref.name.startsWith('@') ? ref.name.indexOf('/') : -1;
  const url = ref.source?.url;
  const kind = ref.source?.kind === 'git' ? 'vcs' : 'distribution';
  const isAddress = url !== undefined && /^[a-z][a-z+.-]*:\/\/[^\s]+$/i.test(url);
  return {
    type: 'library',
    'bom-ref': purl,
    ...(slash === -1 ? { name: ref.name } : { group: ref.name.slice(0, slash), name: ref.name.slice(slash + 1) }),
    ...(ref.version === null ? {} : { version: ref.version }),
    scope,
    purl,
    ...(isAddress ? { externalReferences: [{ type: kind, url }] } : {}),
    properties: [
      ...files.map((value) => ({ name: 'sallyport:file', value })),
      ...functions.map((value) => ({ name: 'sallyport:function', value })),
      ...(ref.version === null && ref.range !== undefined ? [{ name: 'sallyport:range', value: ref.range }] : []),
    ],
  };
}
