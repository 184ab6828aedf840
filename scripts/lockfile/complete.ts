/** What this repository reads of a lock file of version 3. */
export interface Lockfile {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

export interface LockedPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly dev?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const SYSTEMS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const PROCESSORS = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64'];
const LIBRARIES: Readonly<Record<string, string>> = { gnu: 'glibc', musl: 'musl' };

/** Optional packages that have no entry: the place in the tree where theirs belongs, and the entry. */
export function findMissing(lockfile: Lockfile): ReadonlyMap<string, LockedPackage> {
  const missing = new Map<string, LockedPackage>();
  for (const [parent, { dev, optionalDependencies = {} }] of Object.entries(lockfile.packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      // Only bindings pin their version, and only they go missing.
      if (!/^\d/.test(version)) continue;
      const beside = parent.slice(0, parent.lastIndexOf('node_modules/'));
      const places = [`${parent}/node_modules/${name}`, `${beside}node_modules/${name}`, `node_modules/${name}`];
      if (places.some((place) => lockfile.packages[place]?.version === version)) continue;
      const { cpu, libc, os } = toPlatform(name);
      const entry = { cpu, ...(dev && { dev }), libc, optional: true, os };
      const isKnown = ([, value]: readonly [string, unknown]): boolean => !Array.isArray(value) || value.length > 0;
      missing.set(`${beside}node_modules/${name}`, {
        version,
        ...Object.fromEntries(Object.entries(entry).filter(isKnown)),
      });
    }
  }
  return missing;
}

/** The lock file with the missing entries at their sorted places. */
export function completeLockfile(lockfile: Lockfile): Lockfile {
  const packages = { ...lockfile.packages, ...Object.fromEntries(findMissing(lockfile)) };
  const sorted = Object.entries(packages).toSorted(([a], [b]) => a.localeCompare(b, 'en'));
  return { ...lockfile, packages: Object.fromEntries(sorted) };
}

interface Platform {
  readonly cpu: readonly string[];
  readonly libc: readonly string[];
  readonly os: readonly string[];
}

/** What the name of a binding says about where it runs (`binding-linux-arm-gnueabihf`). */
function toPlatform(name: string): Platform {
  const words = name.split(/[/-]/);
  return {
    cpu: PROCESSORS.filter((word) => words.includes(word)),
    libc: words.flatMap((word) => LIBRARIES[word] ?? []),
    os: SYSTEMS.filter((word) => words.includes(word)),
  };
}
