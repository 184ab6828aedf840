import type { LambdaFunction } from '../../../app/function.ts';
import type { Dependency } from '../../../deps/dependencies.ts';
import { listWords } from '../../permissions/list-words.ts';
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
  const bundled = new Set(application.functions.filter(isBundled).map(({ id }) => id));
  const tools = (dependencies?.packages ?? []).filter(
    ({ ref, functions }) =>
      ref.direct &&
      !ref.dev &&
      ref.peer !== true &&
      ref.optional !== true &&
      isDevelopmentTool(ref.ecosystem, ref.name) &&
      functions.some((id) => !bundled.has(id)),
  );
  for (const source of new Set(tools.map((tool) => tool.source))) {
    const own = tools.filter((tool) => tool.source === source);
    const [first] = own;
    if (first !== undefined) yield toReport(first, own);
  }
}

/** A bundler takes what is imported and leaves the rest. */
const isBundled = ({ entryPoints }: LambdaFunction): boolean => entryPoints.length > 0;

function toReport(first: Dependency, own: readonly Dependency[]): Report {
  const { source, functions } = first;
  const names = listWords(
    own.map(({ ref }) => `\`${ref.name}\``),
    2,
  );
  const remedy =
    source.ecosystem === 'npm'
      ? '`devDependencies` are left out when a function is built.'
      : 'A file of its own, `requirements-dev.txt`, is left out when a function is built.';
  return {
    at: findPlace(first),
    message: `${names} ${own.length === 1 ? 'is' : 'are'} shipped and only needed for development`,
    why: `It makes ${listWords(functions)} larger and slower to start, and is more for an attacker to use. ${remedy}`,
    ...(functions[0] === undefined ? {} : { function: functions[0] }),
    trace: own.slice(0, 10).map((tool) => {
      const { file, line, column } = findPlace(tool);
      return { file, line, column, message: tool.ref.name };
    }),
    identity: [source.file, ...own.map(({ ref }) => ref.name)],
  };
}
