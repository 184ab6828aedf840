import type { Application } from '../../app/application.ts';
import type { LambdaFunction } from '../../app/function.ts';
import { toDirectory } from '../../app/path.ts';
import { isStandardLibrary } from '../../code/python/standard-library.ts';
import type { Host } from '../../host.ts';
import type { DependencySource, UnusedPackages } from '../dependencies.ts';
import { toPackageName } from '../names.ts';
import type { PackageRef } from '../package.ts';
import { mayHold } from '../python/may-hold.ts';
import type { ImportFinder } from './create-import-finder.ts';
import type { Imports } from './find-imports.ts';
import { findReached } from './find-reached.ts';
import { isImported } from './import-names.ts';
import { isLoadedByName, isMostlyTransitive } from './loaded-by-name.ts';

/** Manifests from which `sam build` and its like install into the folder of the code. */
const INSTALLED_FROM = new Set(['package-json', 'requirements', 'pyproject']);

/** The runtime brings them along (https://docs.aws.amazon.com/lambda/latest/dg/lambda-python.html). */
const IN_RUNTIME = new Set([
  'boto3',
  'botocore',
  'jmespath',
  's3transfer',
  'dateutil',
  'six',
  'urllib3',
  'awslambdaric',
]);

/**
 * What the manifests in the folders of functions ask for, and no function imports that is built from them. Says nothing of a manifest
 * where an import cannot be followed, or where a package may be loaded in another way than by an import.
 */
export function findUnused(
  host: Host,
  application: Application | null,
  sources: readonly DependencySource[],
  findImports: ImportFinder,
): readonly UnusedPackages[] {
  const { functions = [], templates = [] } = application ?? {};
  return sources.flatMap((source) => {
    if (!INSTALLED_FROM.has(source.kind) || source.functions.length === 0) return [];
    const imports = readImports(functions, source, findImports);
    const candidates = imports === undefined ? [] : findCandidates(source, sources, imports);
    const texts = candidates.length === 0 ? [] : listTexts(host, templates, imports ?? []);
    const packages = candidates.filter(({ name }) => !texts.some((text) => isMentioned(text, name)));
    return packages.length === 0 || isFrozen(source, packages) ? [] : [{ source, packages }];
  });
}

/** The imports of every function that is built from a manifest in its own folder; `undefined` unless all of them are known. */
function readImports(
  functions: readonly LambdaFunction[],
  source: DependencySource,
  findImports: ImportFinder,
): readonly Imports[] | undefined {
  const folder = toDirectory(source.file);
  const imports: Imports[] = [];
  for (const fn of functions.filter(({ id }) => source.functions.includes(id))) {
    const isInstalled = fn.code.kind === 'directory' && fn.code.path === folder && fn.entryPoints.length === 0;
    const found = isInstalled ? findImports(fn) : undefined;
    if (found === undefined || !found.isComplete) return undefined;
    imports.push(found);
  }
  return imports;
}

/** What is asked for, not imported, and needed by nothing that is imported, as far as a lock file tells. */
function findCandidates(
  source: DependencySource,
  sources: readonly DependencySource[],
  imports: readonly Imports[],
): readonly PackageRef[] {
  const imported = new Set(imports.flatMap(({ packages }) => [...packages]));
  if (source.ecosystem === 'PyPI' && hasUnexplained(source, imported)) return [];
  const reached = new Set(
    sources
      .filter(({ role, ecosystem }) => role === 'lock' && ecosystem === source.ecosystem)
      .flatMap((lock) => [...findReached(lock, imported)].map((index) => lock.packages[index]?.name)),
  );
  return source.packages.filter(
    (ref) =>
      ref.direct &&
      !ref.dev &&
      ref.optional !== true &&
      ref.peer !== true &&
      (ref.marker === undefined || mayHold(ref.marker, null)) &&
      !reached.has(ref.name) &&
      !isLoadedByName(ref.ecosystem, ref.name) &&
      !mayBeImported(ref, imported),
  );
}

/** A module that no package is known to bring: any of those that look unused may be the one. */
function hasUnexplained({ packages }: DependencySource, imported: ReadonlySet<string>): boolean {
  return [...imported].some(
    (module) =>
      !isStandardLibrary(module) &&
      !IN_RUNTIME.has(module) &&
      !packages.some((ref) => mayBeImported(ref, new Set([module]))),
  );
}

/** Errs on the side of yes: a scope or a prefix in common is enough, since packages of one family load each other. */
function mayBeImported(ref: PackageRef, imported: ReadonlySet<string>): boolean {
  if (isImported(ref, imported)) return true;
  const { name } = ref;
  if (ref.ecosystem === 'npm') {
    const scope = /^@[^/]+\//.exec(name)?.[0];
    if (scope === undefined || scope === '@aws-sdk/') return false;
    return [...imported].some((module) => module.startsWith(scope));
  }
  const bare = name.replaceAll('-', '');
  return [...imported].some((module) => {
    const plain = toPackageName('PyPI', module);
    return name.startsWith(`${plain}-`) || name.endsWith(`-${plain}`) || bare === plain.replaceAll('-', '');
  });
}

/** Where a package may be named that is loaded without an import: the template (environment, handler), and the code itself. */
function listTexts(host: Host, templates: Application['templates'], imports: readonly Imports[]): readonly string[] {
  const files = new Set(imports.flatMap((found) => [...found.files]));
  return [...templates.map(({ text }) => text), ...[...files].map((file) => host.readText(file) ?? '')];
}

function isMentioned(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) {
    const around = `${text[at - 1] ?? ''} ${text[at + name.length] ?? ''}`;
    if (!/\w/.test(around)) return true;
  }
  return false;
}

function isFrozen({ ecosystem, text }: DependencySource, packages: readonly PackageRef[]): boolean {
  return ecosystem === 'PyPI' && (/#\s*via\b/.test(text) || packages.some(({ name }) => isMostlyTransitive(name)));
}
