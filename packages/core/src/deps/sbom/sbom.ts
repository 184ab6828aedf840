import type { PackageRef } from '../package.ts';
import { toPurl } from './purl.ts';

/** The packages of one file, and the functions that are built from it. */
export interface SbomSource {
  readonly packages: readonly PackageRef[];
  /** Logical ids. */
  readonly functions: readonly string[];
}

/** What a software bill of materials is about, besides its packages. */
export interface SbomSubject {
  /** The application's name. */
  readonly name: string;
  readonly tool: { readonly name: string; readonly version: string };
  /** ISO 8601, UTC. */
  readonly created: string;
  /** A UUID of the document; the same input should give the same one. */
  readonly uuid: string;
}

/** A package once, however many files name it. */
export interface SbomComponent {
  readonly purl: string;
  readonly ref: PackageRef;
  readonly isDev: boolean;
  readonly isOptional: boolean;
  readonly isDirect: boolean;
  /** Root-relative files that name it. */
  readonly files: readonly string[];
  readonly functions: readonly string[];
  /** Package URLs of what it needs. */
  readonly requires: readonly string[];
}

/** The packages of all files, each once, in the order of their package URLs. */
export function toComponents(sources: readonly SbomSource[]): readonly SbomComponent[] {
  const drafts = new Map<string, Draft>();
  for (const { packages, functions } of sources) {
    const purls = packages.map(toPurl);
    for (const [i, ref] of packages.entries()) {
      const purl = purls[i] ?? '';
      const draft = drafts.get(purl) ?? toDraft(ref);
      drafts.set(purl, draft);
      if (toPlace(ref) < toPlace(draft.ref)) draft.ref = ref;
      draft.isDev &&= ref.dev;
      draft.isOptional &&= ref.optional === true;
      draft.isDirect ||= ref.direct;
      draft.files.add(ref.file);
      // What is needed for development alone is not shipped.
      if (!ref.dev) for (const id of functions) draft.functions.add(id);
      for (const index of ref.requires ?? []) draft.requires.add(purls[index] ?? '');
    }
  }
  return [...drafts]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([purl, draft]) => ({
      ...draft,
      purl,
      files: [...draft.files].toSorted(),
      functions: [...draft.functions].toSorted(),
      requires: [...draft.requires].filter((needed) => needed !== '' && needed !== purl).toSorted(),
    }));
}

interface Draft {
  ref: PackageRef;
  isDev: boolean;
  isOptional: boolean;
  isDirect: boolean;
  readonly files: Set<string>;
  readonly functions: Set<string>;
  readonly requires: Set<string>;
}

/** Of several places the first speaks, in whatever order they were read. */
const toPlace = ({ file, line = 0 }: PackageRef): string => `${file}:${String(line).padStart(9, '0')}`;

function toDraft(ref: PackageRef): Draft {
  return {
    ref,
    isDev: ref.dev,
    isOptional: ref.optional === true,
    isDirect: ref.direct,
    files: new Set(),
    functions: new Set(),
    requires: new Set(),
  };
}
