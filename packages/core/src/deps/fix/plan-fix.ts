import type { Fix } from '../../findings/finding.ts';
import { toDirectory } from '../../app/path.ts';
import type { DependencySource, PackageMatch } from '../dependencies.ts';
import { satisfies } from '../versions/satisfies.ts';
import { toLockCommand } from './lock-command.ts';

/** What to do to get rid of everything that is known against a package. */
export interface FixPlan extends Fix {
  /** What brings the lock file in step; absent where there is none. */
  readonly command?: string;
}

/** `^1.2.3`, `==1.2.3`, `1.2.3`, and what pins nothing. */
const SIMPLE = /^(\s*(?:\^|~=|~>?|>=|===?|=)?\s*v?)\d[\w.!+-]*(\s*)$/;

/** The smallest version that clears all advisories, as an edit of the manifest and the command for the lock file. */
export function planFix(match: PackageMatch): FixPlan | undefined {
  const { fixedBy, manifest, dependency } = match;
  if (fixedBy === undefined) return undefined;
  const { source, ref } = dependency;
  const edit = manifest === undefined ? undefined : toEdit(manifest, fixedBy);
  // A manifest that already allows the version changes nothing by itself: the lock file must be told to move.
  const command = source.role === 'lock' ? toCommand(source, ref.name, fixedBy, edit !== undefined) : undefined;
  const isAllowed = manifest !== undefined && edit === undefined;
  if (command === undefined && edit === undefined) return undefined;
  const steps = [
    ...(edit === undefined ? [] : [`raise \`${ref.name}\` to ${fixedBy} in ${manifest?.ref.file}`]),
    ...(command === undefined ? [] : [`run \`${command}\``]),
  ];
  const title = `${steps.join(' and ')}${isAllowed ? `: its range allows ${fixedBy}` : ''}`;
  return { title, edits: edit === undefined ? [] : [edit], ...(command === undefined ? {} : { command }) };
}

function toCommand(lock: DependencySource, name: string, version: string, isEdited: boolean): string | undefined {
  const isClassic = lock.kind === 'yarn' && !lock.text.includes('__metadata:');
  const command = toLockCommand(isClassic ? 'yarn-classic' : lock.kind, { name, version, isEdited });
  const folder = toDirectory(lock.file);
  return command === undefined || folder === ''
    ? command
    : `cd ${/[^\w./-]/.test(folder) ? `'${folder}'` : folder} && ${command}`;
}

function toEdit(
  { ref, source }: NonNullable<PackageMatch['manifest']>,
  version: string,
): Fix['edits'][number] | undefined {
  const { start, end, file, range, ecosystem } = ref;
  if (start === undefined || end === undefined || file !== source.file) return undefined;
  if (
    range !== undefined &&
    ref.version === null &&
    satisfies(ecosystem, version, range) === true &&
    !SIMPLE.test(range)
  )
    return undefined;
  const written = source.text.slice(start, end);
  const text = replaceVersion(written, version, ecosystem === 'npm' ? '^' : '==');
  return text === undefined || text === written ? undefined : { file, start, end, text };
}

/** The same kind of range with another version; what is not simple becomes `operator` and the version. */
function replaceVersion(written: string, version: string, operator: string): string | undefined {
  const simple = SIMPLE.exec(written);
  if (simple !== null) return `${simple[1]}${version}${simple[2]}`;
  // A bare name pins nothing: the version goes behind it.
  if (operator === '==' && /^[\w.-]+(?:\[[^\]]*\])?$/.test(written)) return `${written}==${version}`;
  return `${operator}${version}`;
}
