import type { FoundAdvisory } from '../../findings/finding.ts';
import type { Diagnostic } from '../../findings/diagnostic.ts';
import type { Host } from '../../host.ts';
import type { DependencySource } from '../dependencies.ts';
import { matchPackages } from '../match-packages.ts';
import { openDatabase } from '../open-database.ts';
import type { Ecosystem, PackageRef } from '../package.ts';
import type { AskedDatabase } from './shipment.ts';

/** What the database knows against packages that stand in no file that can be read here. */
export interface MatchedRefs extends AskedDatabase {
  readonly matches: readonly { readonly ref: PackageRef; readonly advisory: FoundAdvisory }[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Asks the database about packages by name and version alone; its date is that of the oldest index asked. Where there are no packages
 * it is that of the `languages`: what is known today against nothing.
 */
export function matchRefs(host: Host, refs: readonly PackageRef[], languages: readonly Ecosystem[] = []): MatchedRefs {
  const ecosystems = refs.length === 0 ? languages : [...new Set(refs.map(({ ecosystem }) => ecosystem))];
  const { indexes, diagnostics } = openDatabase(host, ecosystems);
  const sources = new Map(ecosystems.map((ecosystem) => [ecosystem, toSource(ecosystem)]));
  const dependencies = refs.flatMap((ref) => {
    const source = sources.get(ref.ecosystem);
    return source === undefined ? [] : [{ ref, source, index: 0, functions: [] }];
  });
  const matching = matchPackages(dependencies, indexes, () => 'installed');
  const dates = [...indexes.values()].map(({ header }) => header.date);
  return {
    matches: matching.matches.map(({ dependency, advisory }) => ({ ref: dependency.ref, advisory })),
    date: dates.length === 0 ? null : new Date(Math.min(...dates)).toISOString().slice(0, 10),
    ecosystems: [...indexes.keys()],
    // Nobody misses an index that nothing is held against.
    diagnostics: refs.length === 0 ? [] : [...diagnostics, ...matching.diagnostics],
  };
}

/** Places and paths are not asked for, so the packages need no file. */
const toSource = (ecosystem: Ecosystem): DependencySource => ({
  file: '',
  kind: '',
  role: 'installed',
  ecosystem,
  packages: [],
  references: [],
  functions: [],
  text: '',
});
