import type { LambdaFunction } from '../../../app/function.ts';
import { toDirectory } from '../../../app/path.ts';
import type { Dependency, DependencySource } from '../../../deps/dependencies.ts';
import { listWords } from '../../permissions/list-words.ts';
import { namePackages } from '../../name-packages.ts';
import { defineRule, type Report, type Rule, type RuleContext } from '../../rule.ts';
import { findPlace } from '../../../deps/find-place.ts';
import { isDevelopmentTool } from './development-tools.ts';

export const devDependencyShipped: Rule = defineRule({
  id: 'DEP004',
  slug: 'dev-dependency-shipped',
  severity: 'low',
  title: 'a function ships what only development needs',
  references: ['OWASP-S9', 'CSA-SAS-6', 'CWE-1164'],
  needsCode: false,
  check: findShipped,
});

/** One report for each manifest. */
function* findShipped({ dependencies, application }: RuleContext): Iterable<Report> {
  const functions = new Map(application.functions.map((fn) => [fn.id, fn]));
  const declared = findDeclared(dependencies?.sources ?? []);
  const tools = (dependencies?.packages ?? []).filter(
    ({ ref, source, functions: ids }) =>
      ref.direct &&
      !ref.dev &&
      ref.peer !== true &&
      ref.optional !== true &&
      isDevelopmentTool(ref.ecosystem, ref.name) &&
      !declared.has(toKey(source, ref.name)) &&
      ids.some((id) => !isBundled(functions.get(id), source)),
  );
  for (const source of new Set(tools.map((tool) => tool.source))) {
    const own = tools.filter((tool) => tool.source === source);
    const [first] = own;
    if (first !== undefined) yield toReport(first, own);
  }
}

const toKey = ({ file }: Pick<DependencySource, 'file'>, name: string): string =>
  JSON.stringify([toDirectory(file), name]);

/** What a manifest asks for in development alone: a lock file says no more than that something else brings it along. */
const findDeclared = (sources: readonly DependencySource[]): ReadonlySet<string> =>
  new Set(
    sources
      .filter(({ role }) => role === 'manifest')
      .flatMap((source) => source.packages.filter(({ dev }) => dev).map(({ name }) => toKey(source, name))),
  );

/** A bundler takes what is imported and leaves the rest; nothing else brings packages from above into the folder of the code. */
function isBundled(fn: LambdaFunction | undefined, { file }: DependencySource): boolean {
  const folder = toDirectory(file);
  const isAbove = fn?.code.kind === 'directory' && fn.code.path.startsWith(folder === '' ? '' : `${folder}/`);
  return fn !== undefined && (fn.entryPoints.length > 0 || (isAbove && fn.code.path !== folder));
}

function toReport(first: Dependency, own: readonly Dependency[]): Report {
  const { source, functions } = first;
  const remedy =
    source.ecosystem === 'npm'
      ? '`devDependencies` are left out when a function is built.'
      : 'A file of its own, `requirements-dev.txt`, is left out when a function is built.';
  return {
    at: findPlace(first),
    message: `${namePackages(own.map(({ ref }) => ref))} ${own.length === 1 ? 'is' : 'are'} shipped and only needed for development`,
    why: `It makes ${listWords(functions)} larger and slower to start, and is more for an attacker to use. ${remedy}`,
    ...(functions[0] === undefined ? {} : { function: functions[0] }),
    trace: own.slice(0, 10).map((tool) => {
      const { file, line, column } = findPlace(tool);
      return { file, line, column, message: tool.ref.name };
    }),
    identity: [source.file, ...own.map(({ ref }) => ref.name)],
  };
}
