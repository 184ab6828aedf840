import { MOST_VERSIONS, PackageList } from '../package-list.ts';
import type { Importer, PackageRef, Reading } from '../package.ts';
import type { TomlBlock } from '../text/read-toml.ts';
import { toPackageName } from '../names.ts';
import { satisfies } from '../versions/satisfies.ts';

/** What a project or a package asks for: by name, and by a version or a range where the file tells them. */
export interface PythonWish {
  readonly name: string;
  readonly version?: string;
  readonly range?: string;
  readonly marker?: string;
}

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

/** Gathers the packages of a Python lock file, which name what they need by name, and by more where there are several versions. */
export class PythonList {
  private readonly list = new PackageList();
  private readonly byName = new Map<string, Set<number>>();
  /** One version of each name that has too many of them; all others hang on it. */
  private readonly rings = new Map<string, readonly number[]>();
  private readonly versions: (string | null)[] = [];
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
    this.versions[index] = found.version;
    const known = this.byName.get(name);
    if (known === undefined) this.byName.set(name, new Set([index]));
    else known.add(index);
    return index;
  }

  has(name: string): boolean {
    return this.byName.has(toPackageName('PyPI', name));
  }

  /** What a wish was resolved to: of several versions those that it allows, and all of them where none is. */
  find({ name, version, range }: PythonWish): readonly number[] {
    const key = toPackageName('PyPI', name);
    const known = this.byName.get(key);
    if (known === undefined) return [];
    if (known.size > MOST_VERSIONS) return this.findRing(key, known);
    const all = [...known];
    if (all.length === 1) return all;
    const isMeant = (index: number): boolean => {
      const found = this.versions[index] ?? null;
      if (version !== undefined) return found === version;
      return range === undefined || found === null || satisfies('PyPI', found, range) !== false;
    };
    const meant = all.filter(isMeant);
    return meant.length === 0 ? all : meant;
  }

  require(from: number, wishes: Iterable<PythonWish>): void {
    for (const wish of wishes) {
      for (const to of this.find(wish)) {
        this.list.require(from, to);
        if (to !== from) this.needed.add(to);
      }
    }
  }

  /** Notes that the file is for the project in `folder` too, and what that needs when it runs. */
  addImporter(folder: string, wishes: readonly PythonWish[]): void {
    this.importers.push({ folder, production: this.findAll(wishes), links: [] });
  }

  /** Calls direct what is asked for; where that is not known, what nothing else in the list needs. */
  ask(wishes: readonly PythonWish[] | undefined): void {
    if (wishes === undefined) {
      for (let index = 0; index < this.list.size; index += 1) if (!this.needed.has(index)) this.list.ask(index, '');
      return;
    }
    for (const index of this.findAll(wishes)) this.list.ask(index, '');
  }

  markDevelopment(production: readonly PythonWish[], development: readonly PythonWish[]): void {
    this.list.markDevelopment(this.findAll(production), this.findAll(development));
  }

  /** Calls optional what nothing but `optional` wishes, and what they need, reaches. */
  markOptional(needed: readonly PythonWish[], optional: readonly PythonWish[]): void {
    this.list.markOptional(this.findAll(needed), this.findAll(optional));
  }

  toPackages(): readonly PackageRef[] {
    return this.list.toPackages();
  }

  toImporters(): Pick<Reading, 'importers'> {
    return this.importers.length === 0 ? {} : { importers: this.importers };
  }

  private findAll(wishes: readonly PythonWish[]): readonly number[] {
    return [...new Set(wishes.flatMap((wish) => this.find(wish)))];
  }

  /** Whoever needs one of them needs all: each leads to the next, so that thousands of wishes for thousands of versions stay few lines. */
  private findRing(name: string, versions: ReadonlySet<number>): readonly number[] {
    const known = this.rings.get(name);
    if (known !== undefined) return known;
    const all = [...versions];
    for (const [i, index] of all.entries()) {
      this.list.require(index, all[(i + 1) % all.length] ?? index);
      this.needed.add(index);
    }
    this.rings.set(name, all.slice(0, 1));
    return all.slice(0, 1);
  }
}
