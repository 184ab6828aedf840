import type { Importer, Link, PackageRef } from './package.ts';

/** More versions of one package than any tool chooses: what is said of each by itself is said of no more. */
export const MOST_VERSIONS = 32;

type Draft = { -readonly [K in keyof PackageRef]: PackageRef[K] };

/**
 * Gathers the packages of one file. The same version of the same package in several places becomes one: needed for
 * development, optional or as a peer only where every one of them is, at the place of the first.
 */
export class PackageList {
  private readonly drafts: Draft[] = [];
  private readonly known = new Map<string, number>();
  // By index: of those alone that need something, or that a workspace asks for.
  private readonly requires = new Map<number, Set<number>>();
  private readonly workspaces = new Map<number, Set<string>>();
  private readonly importers = new Map<string, { readonly production: Set<number>; readonly links: Link[] }>();

  get size(): number {
    return this.drafts.length;
  }

  /** Adds a package; gives its index, which is an older one where the package is known. */
  add(ref: PackageRef): number {
    const key = `${ref.name}\n${ref.version ?? ref.range ?? ''}\n${ref.source?.commit ?? ref.source?.url ?? ''}`;
    const index = this.known.get(key);
    const draft = index === undefined ? undefined : this.drafts[index];
    if (index === undefined || draft === undefined) {
      this.known.set(key, this.drafts.length);
      const added = this.drafts.push({ ...ref }) - 1;
      if (ref.requires !== undefined) this.requires.set(added, new Set(ref.requires));
      if (ref.workspaces !== undefined) this.workspaces.set(added, new Set(ref.workspaces));
      return added;
    }
    draft.direct ||= ref.direct;
    draft.dev &&= ref.dev;
    if (ref.optional !== true) delete draft.optional;
    if (ref.peer !== true) delete draft.peer;
    if (ref.marker !== draft.marker) delete draft.marker;
    if (ref.hasInstallScript === true) draft.hasInstallScript = true;
    if (ref.hasIntegrity === false) draft.hasIntegrity = false;
    for (const folder of ref.workspaces ?? []) this.ask(index, folder);
    return index;
  }

  /** Notes that one package needs another. */
  require(from: number, to: number): void {
    if (from !== to && from < this.drafts.length) addTo(this.requires, from, to);
  }

  /** Notes that the workspace in `folder` asks for a package directly. */
  ask(index: number, folder: string, isDev = false): void {
    const draft = this.drafts[index];
    if (draft === undefined) return;
    draft.direct = true;
    addTo(this.workspaces, index, folder);
    if (!isDev) this.importers.get(folder)?.production.add(index);
  }

  /** Notes that the file is for the project in `folder`, before anything is asked for there. */
  addImporter(folder: string): void {
    if (!this.importers.has(folder)) this.importers.set(folder, { production: new Set(), links: [] });
  }

  /** Notes that one workspace asks for another. */
  link(folder: string, link: Link): void {
    this.importers.get(folder)?.links.push(link);
  }

  /** Notes the name under which a package is installed, where that is another than its own. */
  nameAlias(index: number, alias: string): void {
    const draft = this.drafts[index];
    if (draft !== undefined && draft.name !== alias) draft.alias ??= alias;
  }

  /** Calls for development what is reached from `development` and not from `production`. What neither reaches stays as it is. */
  markDevelopment(production: Iterable<number>, development: Iterable<number>): void {
    const shipped = this.reach(production);
    for (const index of this.reach(development)) {
      const draft = this.drafts[index];
      if (draft !== undefined && !shipped.has(index)) draft.dev = true;
    }
    for (const index of shipped) {
      const draft = this.drafts[index];
      if (draft !== undefined) draft.dev = false;
    }
  }

  /** Calls optional what nothing but `optional` packages, and what they need, reaches. */
  markOptional(needed: Iterable<number>, optional: Iterable<number>): void {
    const always = this.reach(needed);
    for (const index of this.reach(optional)) {
      const draft = this.drafts[index];
      if (draft !== undefined && !always.has(index)) draft.optional = true;
    }
  }

  toPackages(): readonly PackageRef[] {
    for (const [index, requires] of this.requires) {
      const draft = this.drafts[index];
      if (draft !== undefined && requires.size > 0) draft.requires = [...requires];
    }
    for (const [index, workspaces] of this.workspaces) {
      const draft = this.drafts[index];
      if (draft !== undefined && workspaces.size > 0) draft.workspaces = [...workspaces];
    }
    return this.drafts;
  }

  toImporters(): readonly Importer[] {
    return [...this.importers].map(([folder, { production, links }]) => ({
      folder,
      production: [...production],
      links,
    }));
  }

  private reach(from: Iterable<number>): ReadonlySet<number> {
    const seen = new Set(from);
    for (const index of seen) for (const next of this.requires.get(index) ?? []) seen.add(next);
    return seen;
  }
}

function addTo<Item>(sets: Map<number, Set<Item>>, index: number, item: Item): void {
  const set = sets.get(index);
  if (set === undefined) sets.set(index, new Set([item]));
  else set.add(item);
}

/** Where packages of each name stand in a list: of more than `MOST_VERSIONS`, the first. */
export function indexByName(packages: readonly PackageRef[]): ReadonlyMap<string, readonly number[]> {
  const byName = new Map<string, number[]>();
  for (const [index, { name }] of packages.entries()) {
    const same = byName.get(name);
    if (same === undefined) byName.set(name, [index]);
    else if (same.length < MOST_VERSIONS) same.push(index);
  }
  return byName;
}
