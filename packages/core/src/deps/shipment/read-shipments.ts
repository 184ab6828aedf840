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
import type { Shipment, Shipments, ShippedPackage } from './shipment.ts';

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
    const packages = found.length > 0 ? found : findLocked(fn, dependencies);
    return { fn, folder, isBuilt: found.length > 0, packages: [...packages, ...layers] };
  });
  const distinct = new Map(shipped.flatMap(({ packages }) => packages).map(({ ref }) => [toKey(ref), ref]));
  const { matches, date, ecosystems, diagnostics: problems } = matchRefs(host, [...distinct.values()]);
  const functions = shipped.map(({ fn, folder, isBuilt, packages }): Shipment => {
    const keys = new Set(packages.map(({ ref }) => toKey(ref)));
    const advisories = matches.filter(({ ref }) => keys.has(toKey(ref)));
    return { function: fn.id, folder, isBuilt, packages, advisories, layers: findLayerArns(fn) };
  });
  return { functions, date, ecosystems, diagnostics: [...diagnostics, ...problems] };
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
function findLocked(fn: LambdaFunction, { packages }: Dependencies): readonly ShippedPackage[] {
  return packages
    .filter(({ ref, functions }) => functions.includes(fn.id) && !ref.dev)
    .map(({ ref }) => {
      if (ref.ecosystem === 'PyPI') return { path: ref.name, ref };
      const isPlaced = ref.path?.startsWith('node_modules/') === true;
      return { path: isPlaced ? (ref.path ?? '') : `node_modules/${ref.alias ?? ref.name}`, ref };
    });
}
