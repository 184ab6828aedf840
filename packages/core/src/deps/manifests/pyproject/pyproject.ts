import type { PackageReader } from '../../package.ts';
import { readToml } from '../../text/read-toml.ts';
import { toDiagnostics } from '../../text/to-diagnostics.ts';
import { readDependencies } from './read-dependencies.ts';

/** `pyproject.toml`: PEP 621 and PEP 735, and the tables of Poetry, PDM and uv. */
export const pyproject: PackageReader = {
  name: 'pyproject',
  role: 'manifest',
  ecosystem: 'PyPI',
  matches: (path) => /(?:^|\/)pyproject\.toml$/.test(path),
  parse: (text, file) => {
    const { table, problem } = readToml(text);
    const found = table === undefined ? { refs: [], problems: [] } : readDependencies(table, text, file);
    const faults = problem === undefined ? found.problems : [problem];
    const isReference = (source: string | undefined): boolean => source !== undefined && source !== 'registry';
    return {
      packages: found.refs.filter(({ source }) => !isReference(source?.kind)),
      references: found.refs.filter(({ source }) => isReference(source?.kind)),
      diagnostics: toDiagnostics(text, file, 'manifest-syntax', faults),
    };
  },
};
