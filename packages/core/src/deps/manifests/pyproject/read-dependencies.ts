import { findLineStarts, toLineColumn } from '../../../app/location.ts';
import type { PackageRef, PackageSource } from '../../package.ts';
import { toPackageName } from '../../names.ts';
import { findPoetryMarker } from '../../python/find-poetry-marker.ts';
import { parseRequirement, toAddressSource } from '../../python/parse-requirement.ts';
import { getText, getValue, toTable, toTexts, type TomlTable } from '../../text/read-toml.ts';
import type { TextProblem } from '../../text/text-problem.ts';
import { TomlPlaces } from '../../text/toml-places.ts';

interface Found {
  readonly refs: PackageRef[];
  readonly problems: TextProblem[];
}

type Need = Pick<PackageRef, 'dev' | 'optional'>;

const SHIPPED: Need = { dev: false };
const EXTRA: Need = { dev: false, optional: true };
const DEVELOPMENT: Need = { dev: true };

/** Everything that a `pyproject.toml` asks for, each at its place. */
export function readDependencies(table: TomlTable, text: string, file: string): Found {
  const reader = new DependencyReader(table, text, file);
  reader.addList(['project', 'dependencies'], SHIPPED);
  reader.addLists(['project', 'optional-dependencies'], EXTRA);
  reader.addLists(['dependency-groups'], DEVELOPMENT);
  reader.addLists(['tool', 'pdm', 'dev-dependencies'], DEVELOPMENT);
  reader.addList(['tool', 'uv', 'dev-dependencies'], DEVELOPMENT);
  const poetry = ['tool', 'poetry'];
  reader.addPoetry([...poetry, 'dependencies'], SHIPPED);
  reader.addPoetry([...poetry, 'dev-dependencies'], DEVELOPMENT);
  for (const group of Object.keys(toTable(getValue(table, ...poetry, 'group'))))
    reader.addPoetry([...poetry, 'group', group, 'dependencies'], DEVELOPMENT);
  return reader;
}

class DependencyReader {
  readonly refs: PackageRef[] = [];
  readonly problems: TextProblem[] = [];
  /** The normalised name of the project itself. */
  private readonly project: string | undefined;
  private readonly table: TomlTable;
  private readonly file: string;
  private readonly lineStarts: readonly number[];
  private readonly places: TomlPlaces;
  private uvSources: ReadonlyMap<string, PackageSource | undefined> | undefined;

  constructor(table: TomlTable, text: string, file: string) {
    const project = getText(table, 'project', 'name');
    this.project = project === undefined ? undefined : toPackageName('PyPI', project);
    this.table = table;
    this.file = file;
    this.lineStarts = findLineStarts(text);
    this.places = new TomlPlaces(text);
  }

  /** Several lists, each under a name of its own. */
  addLists(path: readonly string[], need: Need): void {
    for (const name of Object.keys(toTable(getValue(this.table, ...path)))) this.addList([...path, name], need);
  }

  /** A list of PEP 508 texts. */
  addList(path: readonly string[], need: Need): void {
    const from = this.places.findValue(path);
    for (const written of toTexts(getValue(this.table, ...path))) {
      const at = this.places.find(written, from);
      const parsed = parseRequirement(written);
      if (parsed === undefined) {
        this.problems.push({ message: `\`${written.slice(0, 200)}\` is no dependency`, at });
        continue;
      }
      const { name, range, version, marker } = parsed;
      const source = parsed.source ?? this.findUvSource(name);
      // `app[yaml]` among the extras of `app` takes in another extra.
      if (name === this.project) continue;
      this.refs.push({
        ...this.place(name, at),
        version,
        range,
        start: at + parsed.start,
        end: at + parsed.end,
        ...need,
        ...(source === undefined ? {} : { source }),
        ...(marker === undefined ? {} : { marker }),
      });
    }
  }

  /** Poetry's tables: `name = "range"` or `name = { version = "range", … }`. */
  addPoetry(path: readonly string[], need: Need): void {
    const from = this.places.findValue(path);
    for (const [name, value] of Object.entries(toTable(getValue(this.table, ...path)))) {
      if (name === 'python') continue;
      const at = this.places.find(name, from);
      for (const one of Array.isArray(value) ? value : [value]) this.addPoetryOne(name, one, at, need);
    }
  }

  private addPoetryOne(name: string, value: unknown, at: number, need: Need): void {
    const range = typeof value === 'string' ? value : getText(toTable(value), 'version');
    const source = findSource(toTable(value));
    const marker = findPoetryMarker(value);
    const exact = /^(?:==\s*)?(\d[\w.!+-]*)$/.exec(range?.trim() ?? '')?.[1] ?? null;
    const isOptional = getValue(toTable(value), 'optional') === true || need.optional === true;
    this.refs.push({
      ...this.place(toPackageName('PyPI', name), at),
      version: exact,
      range: range ?? '',
      ...need,
      ...(isOptional ? { optional: true } : {}),
      ...(source === undefined ? {} : { source }),
      ...(marker === undefined ? {} : { marker }),
    });
  }

  /** What uv takes instead of the registry (https://docs.astral.sh/uv/concepts/projects/dependencies/#dependency-sources). */
  private findUvSource(name: string): PackageSource | undefined {
    this.uvSources ??= new Map(
      Object.entries(toTable(getValue(this.table, 'tool', 'uv', 'sources'))).map(([key, value]) => {
        // Of several, each for another system, the first tells the kind.
        const source = toTable(Array.isArray(value) ? value[0] : value);
        const isMember = getValue(source, 'workspace') === true;
        return [toPackageName('PyPI', key), isMember ? { kind: 'workspace' } : findSource(source)];
      }),
    );
    return this.uvSources.get(name);
  }

  private place(name: string, at: number): Pick<PackageRef, 'ecosystem' | 'name' | 'file' | 'line' | 'direct'> {
    return { ecosystem: 'PyPI', name, file: this.file, line: toLineColumn(this.lineStarts, at).line, direct: true };
  }
}

function findSource(value: TomlTable): PackageSource | undefined {
  const git = getText(value, 'git');
  if (git !== undefined) {
    const commit = getText(value, 'rev');
    const branch = getText(value, 'branch') ?? getText(value, 'tag');
    const isCommit = commit !== undefined && /^[0-9a-f]{7,64}$/.test(commit);
    return { kind: 'git', url: branch === undefined ? git : `${git}@${branch}`, ...(isCommit ? { commit } : {}) };
  }
  const path = getText(value, 'path');
  if (path !== undefined) return { kind: 'file', url: path };
  const url = getText(value, 'url');
  return url === undefined ? undefined : toAddressSource(url);
}
