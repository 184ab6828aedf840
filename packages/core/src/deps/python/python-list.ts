import { PackageList } from '../package-list.ts';
import type { Importer, PackageRef, Reading } from '../package.ts';
import type { TomlBlock } from '../text/read-toml.ts';
import { toPackageName } from '../names.ts';

/** What each Python lock file says of a package, in its own words. */
export interface PythonPackage {
  readonly name: string;
  readonly version: string | null;
  readonly block: Pick<TomlBlock, 'line' | 'version'>;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly source?: PackageRef['source'];
  readonly hasIntegrity?: boolean;
  readonly marker?: string;
}

/** Gathers the packages of a Python lock file, which name what they need by name alone. */
export class PythonList {
  private readonly list = new PackageList();
  private readonly byName = new Map<string, number[]>();
  private readonly needed = new Set<number>();
  private readonly importers: Importer[] = [];
  private readonly file: string;

  constructor(file: string) {
    this.file = file;
  }

  add(found: PythonPackage): number {
    const name = toPackageName('PyPI', found.name);
    const index = this.list.add({
      ecosystem: 'PyPI',
      name,
      version: found.version,
      file: this.file,
      line: found.block.line,
      ...found.block.version,
      direct: false,
      dev: found.dev ?? false,
      ...(found.optional ? { optional: true } : {}),
      ...(found.source === undefined ? {} : { source: found.source }),
      ...(found.hasIntegrity === undefined ? {} : { hasIntegrity: found.hasIntegrity }),
      ...(found.marker === undefined ? {} : { marker: found.marker }),
    });
    const known = this.byName.get(name) ?? [];
    if (!known.includes(index)) known.push(index);
    this.byName.set(name, known);
    return index;
  }

  /** Every version of a package that is in the list. */
  find(name: string): readonly number[] {
    return this.byName.get(toPackageName('PyPI', name)) ?? [];
  }

  require(from: number, names: Iterable<string>): void {
    for (const name of names) {
      for (const to of this.find(name)) {
        this.list.require(from, to);
        if (to !== from) this.needed.add(to);
      }
    }
  }

  /** Notes that the file is for the project in `folder` too, and what that needs when it runs. */
  addImporter(folder: string, names: readonly string[]): void {
    this.importers.push({ folder, production: names.flatMap((name) => this.find(name)), links: [] });
  }

  /** Calls direct what is asked for by name; without such names, what nothing else in the list needs. */
  ask(names: readonly string[] | undefined): void {
    if (names === undefined) {
      for (let index = 0; index < this.list.size; index += 1) if (!this.needed.has(index)) this.list.ask(index, '');
      return;
    }
    for (const name of names) for (const index of this.find(name)) this.list.ask(index, '');
  }

  markDevelopment(production: readonly string[], development: readonly string[]): void {
    const all = (names: readonly string[]): number[] => names.flatMap((name) => this.find(name));
    this.list.markDevelopment(all(production), all(development));
  }

  toPackages(): readonly PackageRef[] {
    return this.list.toPackages();
  }

  toImporters(): Pick<Reading, 'importers'> {
    return this.importers.length === 0 ? {} : { importers: this.importers };
  }
}
