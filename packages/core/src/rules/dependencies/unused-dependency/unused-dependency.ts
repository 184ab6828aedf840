import type { UnusedPackages } from '../../../deps/dependencies.ts';
import { listWords } from '../../permissions/list-words.ts';
import { namePackages } from '../../name-packages.ts';
import { defineRule, type Report, type Rule } from '../../rule.ts';
import { toStep } from '../../to-step.ts';
import { isDevelopmentTool } from '../dev-dependency-shipped/development-tools.ts';
import { findPlace } from '../../../deps/find-place.ts';

export const unusedDependency: Rule = defineRule({
  id: 'DEP003',
  slug: 'unused-dependency',
  severity: 'low',
  title: 'a function ships a package that its code does not import',
  references: ['OWASP-S9', 'CSA-SAS-6', 'CWE-1164'],
  needsCode: true,
  check: ({ dependencies }) => (dependencies?.listUnused() ?? []).flatMap(toReports),
});

/** One report for each manifest. What is of use to developers alone is the affair of DEP004. */
function toReports({ source, packages }: UnusedPackages): readonly Report[] {
  const unused = packages.filter(({ ecosystem, name }) => !isDevelopmentTool(ecosystem, name));
  const [first] = unused;
  if (first === undefined) return [];
  const { functions } = source;
  return [
    {
      at: findPlace({ ref: first, source }),
      confidence: 'likely',
      message: `${namePackages(unused)} ${unused.length === 1 ? 'is' : 'are'} shipped and never imported`,
      why: `No import of ${listWords(functions)} leads there. It makes a function larger and slower to start, and whatever becomes known against it concerns you. Take it out, or move what tests and tools need to where a build leaves it out.`,
      ...(functions[0] === undefined ? {} : { function: functions[0] }),
      trace: unused.slice(0, 10).map((ref) => toStep(findPlace({ ref, source }), ref.name)),
      identity: [source.file, ...unused.map(({ name }) => name)],
    },
  ];
}
