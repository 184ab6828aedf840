import type { Application } from '../../app/application.ts';
import type { LambdaFunction } from '../../app/function.ts';
import { joinPath, toDirectory } from '../../app/path.ts';
import { findLanguage } from '../../code/find-entry-point.ts';
import type { Diagnostic } from '../../findings/diagnostic.ts';
import type { Host } from '../../host.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Ecosystem } from '../package.ts';
import { readInstalled } from '../read-installed.ts';
import { findLayerArns } from './find-layer-arns.ts';
import { matchRefs } from './match-refs.ts';
import type { AskedDatabase, Shipment, Shipments, ShippedPackage } from './shipment.ts';

/** Where `sam build` puts what it deploys, beside the template. */
const BUILD_FOLDER = '.aws-sam/build';

/**
 * What each function is deployed with, and what is known against it. What `sam build` made is looked into; where there is no such
 * folder, the function's own, and where no packages lie in that, its lock file says what will.
 */
export function readShipments(host: Host, application: Application, dependencies: Dependencies): Shipments {
  const diagnostics: Diagnostic[] = [...dependencies.diagnostics];
  const shipped = application.functions.map((fn) => {
    const folder = findFolder(host, fn);
    const found = folder === null ? [] : readFolder(host, folder, '', fn, diagnostics);
    const layers = fn.layers.flatMap((layer) =>
      layer.kind === 'directory' ? readFolder(host, layer.path, toMount(layer.buildMethod), fn, diagnostics) : [],
    );
    const listed = found.length > 0 ? { by: 'folder' as const, packages: found } : findListed(fn, dependencies);
    return { fn, folder, by: listed.by, packages: [...listed.packages, ...layers] };
  });
  const refs = new Map(shipped.flatMap(({ packages }) => packages).map(({ ref }) => [toKey(ref), ref]));
  const ecosystems = new Set(shipped.flatMap(({ fn, packages }) => listEcosystems(fn, packages)));
  const answers = new Map(
    [...ecosystems].map((one) => {
      const own = [...refs.values()].filter(({ ecosystem }) => ecosystem === one);
      return [one, matchRefs(host, own, [one])];
    }),
  );
  const functions = shipped.map(({ fn, folder, by, packages }): Shipment => {
    const keys = new Set(packages.map(({ ref }) => toKey(ref)));
    const asked = listEcosystems(fn, packages).flatMap((one) => answers.get(one) ?? []);
    const advisories = asked.flatMap(({ matches }) => matches.filter(({ ref }) => keys.has(toKey(ref))));
    return { function: fn.id, folder, by, packages, advisories, layers: findLayerArns(fn), database: join(asked) };
  });
  const problems = [...answers.values()].flatMap((answer) => answer.diagnostics);
  return { functions, diagnostics: [...diagnostics, ...problems] };
}

/** Of which languages a function has packages; without any, that of its code. */
function listEcosystems(fn: LambdaFunction, packages: readonly ShippedPackage[]): readonly Ecosystem[] {
  const found = new Set(packages.map(({ ref }) => ref.ecosystem));
  return found.size > 0 ? [...found] : [toEcosystem(fn) ?? []].flat();
}

/** As old as the oldest part. */
function join(asked: readonly AskedDatabase[]): AskedDatabase {
  const [date = null] = asked.flatMap((one) => one.date ?? []).toSorted();
  return { date, ecosystems: asked.flatMap(({ ecosystems }) => ecosystems) };
}

const toKey = ({ ecosystem, name, version }: ShippedPackage['ref']): string =>
  `${ecosystem}\n${name}\n${version ?? ''}`;

function findFolder(host: Host, fn: LambdaFunction): string | null {
  const built = joinPath(toDirectory(fn.template), BUILD_FOLDER, fn.id);
  if (built !== undefined && host.kindOf(built) === 'directory') return built;
  if (fn.code.kind === 'directory') return fn.code.path;
  return fn.code.kind === 'file' ? toDirectory(fn.code.path) : null;
}

/** `sam build` lays a layer's folder out; without a build method it is laid out as it is. */
function toMount(buildMethod: string | undefined): string {
  if (buildMethod === undefined) return '/opt';
  return buildMethod.startsWith('python') ? '/opt/python' : '/opt/nodejs';
}

function readFolder(
  host: Host,
  folder: string,
  mount: string,
  fn: LambdaFunction,
  diagnostics: Diagnostic[],
): readonly ShippedPackage[] {
  const found = readInstalled(host, folder);
  diagnostics.push(...found.diagnostics);
  const ecosystem = toEcosystem(fn);
  return found.sources
    .flatMap(({ packages }) => packages)
    .filter((ref) => ecosystem === undefined || ref.ecosystem === ecosystem)
    .map((ref) => {
      const path = (ref.path ?? '').slice(folder === '' ? 0 : folder.length + 1);
      return { path: mount === '' ? path : `${mount}/${path}`, ref };
    });
}

function toEcosystem(fn: LambdaFunction): Ecosystem | undefined {
  const language = findLanguage(fn);
  return language === 'python' ? 'PyPI' : language === 'javascript' ? 'npm' : undefined;
}

/** Where npm and pip will put what a lock file chose; of what it does not say, the top of the tree. */
function findListed(fn: LambdaFunction, { packages }: Dependencies): Pick<Shipment, 'by' | 'packages'> {
  const own = packages.filter(({ ref, functions }) => functions.includes(fn.id) && !ref.dev);
  const isLocked = own.some(({ source }) => source.role === 'lock');
  const placed = own.map(({ ref }) => {
    if (ref.ecosystem === 'PyPI') return { path: ref.name, ref };
    const isPlaced = ref.path?.startsWith('node_modules/') === true;
    return { path: isPlaced ? (ref.path ?? '') : `node_modules/${ref.alias ?? ref.name}`, ref };
  });
  return { by: own.length === 0 ? null : isLocked ? 'lock' : 'manifest', packages: placed };
}
