import { findLineStarts, toLineColumn } from '../../../app/location.ts';
import type { PackageReader, ReaderContext } from '../../package.ts';
import { findMember, type JsonNode } from '../../text/json-node.ts';
import { scanJson } from '../../text/scan-json.ts';
import type { TextProblem } from '../../text/text-problem.ts';
import { toDiagnostics } from '../../text/to-diagnostics.ts';
import { isRecord } from './lock-entry.ts';
import { readEntries } from './read-entries.ts';
import { readFlatPackages } from './read-flat-packages.ts';
import { readNestedPackages } from './read-nested-packages.ts';
import { scanEntries } from './scan-entries.ts';

const VERSIONS: readonly unknown[] = [1, 2, 3];

/**
 * Reads `package-lock.json` and `npm-shrinkwrap.json`, versions 1 to 3
 * (https://docs.npmjs.com/cli/v11/configuring-npm/package-lock-json).
 */
export const parsePackageLock: PackageReader['parse'] = (text, file, context) => {
  const read = readWellFormed(text, file);
  return read === undefined ? scanPackageLock(text, file, context) : { ...read, diagnostics: [] };
};

/** Of a file that is just as npm writes it. */
function readWellFormed(text: string, file: string): ReturnType<typeof readFlatPackages> | undefined {
  const lock = parseJson(text);
  if (!isRecord(lock) || !('lockfileVersion' in lock && 'packages' in lock)) return undefined;
  if (!VERSIONS.includes(lock.lockfileVersion) || !isRecord(lock.packages)) return undefined;
  const entries = readEntries(text, lock.packages);
  return entries === undefined ? undefined : readFlatPackages(entries, file);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function scanPackageLock(text: string, file: string, context: ReaderContext): ReturnType<PackageReader['parse']> {
  const { root, problems } = scanJson(text);
  const lineStarts = findLineStarts(text);
  const lineOf = (offset: number): number => toLineColumn(lineStarts, offset).line;
  const flat = findMember(root, 'packages');
  const nested = findMember(root, 'dependencies');
  const read =
    flat?.kind === 'object'
      ? readFlatPackages(scanEntries(flat, lineOf), file)
      : readNestedPackages(nested, { file, lineOf }, context);
  const found = [...problems, ...findFaults(root, flat ?? nested)];
  return { ...read, diagnostics: toDiagnostics(text, file, 'lock-syntax', found) };
}

function findFaults(root: JsonNode | undefined, list: JsonNode | undefined): readonly TextProblem[] {
  if (root?.kind !== 'object')
    return [{ message: 'this is no lock file of npm: an object is expected', at: root?.start ?? 0 }];
  const version = findMember(root, 'lockfileVersion');
  if (version === undefined && list === undefined) {
    return [
      {
        message: 'this is no lock file of npm: it has no `lockfileVersion`, `packages` or `dependencies`',
        at: root.start,
      },
    ];
  }
  if (version === undefined || (version.kind === 'scalar' && VERSIONS.includes(version.value))) return [];
  return [{ message: 'the `lockfileVersion` is none that is known (1, 2, 3)', at: version.start }];
}
