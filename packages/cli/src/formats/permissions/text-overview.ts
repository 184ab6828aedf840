import { hasReadCode, type FunctionPermissions } from '@sallyport/core';
import { toLine } from '../../terminal/wrap.ts';
import { isOwnLogging, type PermissionsContext } from './view.ts';

const columns = ['needed', 'excess', 'missing', 'unscoped', 'unresolved'] as const;

/** Rows of the table before `--verbose`. */
const rowsShown = 25;

/** One line for each function, in 80 columns. */
export function printOverview(
  functions: readonly FunctionPermissions[],
  { style, width, verbose }: PermissionsContext,
): string {
  const numbers = columns.reduce((sum, column) => sum + column.length + 2, 0);
  const names = toNames(functions);
  const longest = Math.max(8, ...[...names.values()].map((name) => name.length));
  const room = Math.min(longest, width - numbers - 2);
  const head = `  ${'function'.padEnd(room)}${columns.map((column) => `  ${column}`).join('')}`;
  const shown = verbose ? functions : functions.slice(0, rowsShown);
  const rows = shown.map(
    (f) => `  ${toCellName(names.get(f) ?? '', room)}${columns.map((c) => toCell(f, c)).join('')}`,
  );
  const rest = functions.length - shown.length;
  return `${[style.dim(head), ...rows, ...(rest > 0 ? [`  and ${rest} more (\`--verbose\`)`] : [])].join('\n')}\n`;
}

/** The names of functions, with the folders of their templates where several have the same. */
function toNames(functions: readonly FunctionPermissions[]): ReadonlyMap<FunctionPermissions, string> {
  const ids = functions.map((f) => f.function.id);
  return new Map(
    functions.map((f) => {
      const { id, template } = f.function;
      const isShared = ids.indexOf(id) !== ids.lastIndexOf(id);
      const folder = template.slice(0, Math.max(0, template.lastIndexOf('/')));
      return [f, toLine(isShared ? `${id} (${folder === '' ? template : folder})` : id)];
    }),
  );
}

/** Cut in the middle, as both ends tell more. */
function toCellName(name: string, room: number): string {
  if (name.length <= room) return name.padEnd(room);
  const end = Math.floor((room - 3) / 2);
  return `${name.slice(0, room - 3 - end)}...${name.slice(name.length - end)}`;
}

/** `?` where the code could not be read: that is not the same as nothing. */
function toCell(f: FunctionPermissions, column: (typeof columns)[number]): string {
  const isBlind = !hasReadCode(f) && (column === 'needed' || column === 'excess' || column === 'unscoped');
  const count = toNumber(f, column);
  const text = isBlind && count === 0 ? '?' : count === 0 ? '-' : count === Infinity ? 'all' : String(count);
  return `  ${text.padStart(column.length)}`;
}

/** Actions, so that `dynamodb:*` does not look smaller than two single ones. */
function toNumber(f: FunctionPermissions, column: (typeof columns)[number]): number {
  if (column === 'needed') return new Set(f.needed.filter((n) => !isOwnLogging(n)).map((n) => n.action)).size;
  if (column !== 'excess') return f[column].length;
  return f.excess.reduce((sum, e) => sum + (e.action === '*' ? Infinity : (e.unneeded?.length ?? 1)), 0);
}
