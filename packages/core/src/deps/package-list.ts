import type { PackageRef } from './package.ts';

type Draft = { -readonly [K in keyof PackageRef]: PackageRef[K] };

/**
 * Gathers the packages of one file. The same version of the same package in several places becomes one: needed for
 * development, optional or as a peer only where every one of them is, at the place of the first.
 */
export class PackageList {
  private readonly drafts: Draft[] = [];
  private readonly known = new Map<string, number>();
  private readonly requires: Set<number>[] = [];
  private readonly workspaces: Set<string>[] = [];

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
      this.requires.push(new Set(ref.requires));
      this.workspaces.push(new Set(ref.workspaces));
      return this.drafts.push({ ...ref }) - 1;
    }
    draft.direct ||= ref.direct;
    draft.dev &&= ref.dev;
    if (ref.optional !== true) delete draft.optional;
    if (ref.peer !== true) delete draft.peer;
    if (ref.hasInstallScript === true) draft.hasInstallScript = true;
    if (ref.hasIntegrity === false) draft.hasIntegrity = false;
    for (const folder of ref.workspaces ?? []) this.ask(index, folder);
    return index;
  }

  /** Notes that one package needs another. */
  require(from: number, to: number): void {
    if (from !== to) this.requires[from]?.add(to);
  }

  /** Notes that the workspace in `folder` asks for a package directly. */
  ask(index: number, folder: string): void {
    const draft = this.drafts[index];
    if (draft === undefined) return;
    draft.direct = true;
    this.workspaces[index]?.add(folder);
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
    return this.drafts.map((draft, index) => {
      const requires = [...(this.requires[index] ?? [])];
      const workspaces = [...(this.workspaces[index] ?? [])];
      if (requires.length > 0) draft.requires = requires;
      if (workspaces.length > 0) draft.workspaces = workspaces;
      return draft;
    });
  }

  private reach(from: Iterable<number>): ReadonlySet<number> {
    const seen = new Set(from);
    for (const index of seen) for (const next of this.requires[index] ?? []) seen.add(next);
    return seen;
  }
}
