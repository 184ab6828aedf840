import { getText, toTable } from '../text/read-toml.ts';

const BOUND = /^(<=|>=|<|>|==|!=)\s*(\d+\.\d+(?:\.\d+|\.\*)?)$/;

/**
 * For which environments an entry of Poetry's tables asks for its package: `markers`, and the shorter `python` and `platform`
 * (https://python-poetry.org/docs/dependency-specification/#using-environment-markers), as one marker.
 */
export function findPoetryMarker(entry: unknown): string | undefined {
  const table = toTable(entry);
  const [markers, platform] = [getText(table, 'markers'), getText(table, 'platform')];
  const parts = [
    ...(markers === undefined ? [] : [`(${markers})`]),
    ...findPython(getText(table, 'python') ?? ''),
    ...(platform === undefined || /[^\w-]/.test(platform) ? [] : [`sys_platform == '${platform}'`]),
  ];
  if (parts.length === 1 && markers !== undefined) return markers;
  return parts.length === 0 ? undefined : parts.join(' and ');
}

/** What is no plain list of bounds leaves it open. */
function findPython(range: string): readonly string[] {
  const bounds = range.split(',').map((part) => BOUND.exec(part.trim()));
  return bounds.every((bound) => bound !== null)
    ? bounds.map(([, operator = '', version = '']) => `python_full_version ${operator} '${version}'`)
    : [];
}
