import type { PackageReader, PackageRef } from '../../package.ts';
import { toPackageName } from '../../names.ts';
import { toConflictMarker } from '../../text/conflict-marker.ts';
import type { TextProblem } from '../../text/text-problem.ts';
import { toDiagnostics } from '../../text/to-diagnostics.ts';

const PATH = /(?:^|\/)[^/]+\.(?:dist-info\/METADATA|egg-info\/PKG-INFO)$/;

/**
 * What pip leaves beside an installed distribution
 * (https://packaging.python.org/en/latest/specifications/core-metadata/), and what setuptools left before.
 */
export const distInfo: PackageReader = {
  name: 'dist-info',
  role: 'installed',
  ecosystem: 'PyPI',
  matches: (path) => PATH.test(path),
  parse: (text, file) => {
    const { fields, needs, problems } = readHead(text);
    const name = fields.get('name');
    const version = fields.get('version');
    const faults = [...problems];
    if (name === undefined) faults.push({ message: 'this is no metadata of a distribution: it has no `Name`', at: 0 });
    else if (version === undefined) faults.push({ message: 'this metadata has no `Version`', at: name.start });
    const diagnostics = toDiagnostics(text, file, 'installed-syntax', faults);
    if (name === undefined) return { packages: [], diagnostics };
    const ref: PackageRef = {
      ecosystem: 'PyPI',
      name: toPackageName('PyPI', name.value),
      version: version?.value ?? null,
      file,
      line: name.line,
      start: (version ?? name).start,
      end: (version ?? name).start + (version ?? name).value.length,
      direct: false,
      dev: false,
      path: file.slice(0, file.lastIndexOf('/')),
      ...(needs.length === 0 ? {} : { needs }),
    };
    return { packages: [ref], diagnostics };
  },
};

interface Field {
  readonly value: string;
  readonly start: number;
  readonly line: number;
}

/** The fields of the head, by name in lower case. It ends at the first empty line; what follows is the description. */
function readHead(text: string): {
  readonly fields: ReadonlyMap<string, Field>;
  /** Normalised names of what it needs without an extra. */
  readonly needs: readonly string[];
  readonly problems: readonly TextProblem[];
} {
  const needs: string[] = [];
  const fields = new Map<string, Field>();
  const problems: TextProblem[] = [];
  let line = 0;
  for (let at = 0, end = 0; at < text.length; at = end + 1) {
    line += 1;
    const newline = text.indexOf('\n', at);
    end = newline === -1 ? text.length : newline;
    const row = text.slice(at, end).trimEnd();
    if (row === '') break;
    if (toConflictMarker(row) === '<') problems.push({ message: 'a merge conflict is not resolved', at });
    const [, name = '', value = ''] = /^\uFEFF?([\w-]+):\s*(.*)$/.exec(row) ?? [];
    const key = name.toLowerCase();
    if (key === 'requires-dist' && !/;.*\bextra\b/.test(value))
      needs.push(toPackageName('PyPI', /^[\w.-]+/.exec(value)?.[0] ?? ''));
    if (value !== '' && !fields.has(key)) fields.set(key, { value, start: at + row.length - value.length, line });
  }
  return { fields, needs, problems };
}
