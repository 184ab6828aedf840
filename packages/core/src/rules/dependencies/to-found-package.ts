import type { Dependency } from '../../deps/dependencies.ts';
import type { FoundPackage } from '../../findings/finding.ts';

/** A package as a finding names it. */
export function toFoundPackage({ ref, source, functions }: Dependency, path: readonly string[]): FoundPackage {
  return {
    ecosystem: ref.ecosystem,
    name: ref.name,
    version: ref.version,
    ...(ref.range === undefined ? {} : { range: ref.range }),
    file: source.file,
    path,
    functions,
  };
}
