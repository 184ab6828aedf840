import type { Dependencies } from '../dependencies.ts';
import type { SbomSource } from './sbom.ts';

/**
 * What a bill of materials lists: everything that lock files chose, what manifests ask for that no lock file covers, and what
 * comes from an address. Addresses without a name name no component.
 */
export function toSbomSources({
  sources,
  packages,
}: Pick<Dependencies, 'sources' | 'packages'>): readonly SbomSource[] {
  return sources.flatMap(({ role, packages: all, references, functions, file }): readonly SbomSource[] => {
    const isManifest = role === 'manifest';
    const uncovered = packages.filter(({ source }) => source.file === file).map(({ ref }) => ref);
    // The places in `requires` are places in the whole list, so only lists without them are cut.
    const listed = isManifest ? uncovered : all;
    const named = references.filter(({ name, source }) => isName(name) && source?.kind !== 'workspace');
    return [
      { packages: listed, functions },
      { packages: named, functions },
    ].filter((source) => source.packages.length > 0);
  });
}

const isName = (name: string): boolean => /^(?:@[\w.~-]+\/)?[\w.~-]+$/.test(name) && !name.startsWith('.');
