import { findLineStarts, toLineColumn } from '../../../app/location.ts';
import { findCommit } from '../../npm/find-commit.ts';
import { DEPENDENCY_LISTS, type DependencyList } from '../../npm/read-manifest.ts';
import { findAliased } from '../../npm/split-name.ts';
import { toSource } from '../../npm/to-source.ts';
import type { PackageReader, PackageRef, PackageSource } from '../../package.ts';
import { findMember, isTrue, listMembers, toText, type JsonMember, type JsonNode } from '../../text/json-node.ts';
import { scanJson } from '../../text/scan-json.ts';
import type { TextProblem } from '../../text/text-problem.ts';
import { toDiagnostics } from '../../text/to-diagnostics.ts';

const EXACT = /^[v=\s]*(\d+\.\d+\.\d+(?:-[\w.-]+)?(?:\+[\w.-]+)?)$/;

/** `package.json`: what a project asks for (https://docs.npmjs.com/cli/v11/configuring-npm/package-json). */
export const packageJson: PackageReader = {
  name: 'package-json',
  role: 'manifest',
  ecosystem: 'npm',
  matches: (path) => /(?:^|\/)package\.json$/.test(path),
  parse: (text, file) => {
    const { root, problems } = scanJson(text);
    const faults: TextProblem[] = [...problems];
    if (root?.kind !== 'object') faults.push({ message: 'this is no `package.json`: an object is expected', at: 0 });
    const lineStarts = findLineStarts(text);
    const optionalPeers = findOptionalPeers(root);
    const found: PackageRef[] = [];
    for (const list of DEPENDENCY_LISTS) {
      const node = findMember(root, list);
      if (node !== undefined && node.kind !== 'object') {
        faults.push({ message: `\`${list}\` is no object`, at: node.start });
      }
      for (const member of listOnce(listMembers(node), faults)) {
        const line = toLineColumn(lineStarts, member.at).line;
        const ref = toPackage(member, list, { file, line }, optionalPeers);
        if (ref === undefined)
          faults.push({ message: `the range of \`${member.key}\` is no text`, at: member.value.start });
        else found.push(ref);
      }
    }
    const isReference = ({ source }: PackageRef): boolean => source !== undefined && source.kind !== 'registry';
    return {
      packages: dropRepeats(found.filter((ref) => !isReference(ref))),
      references: found.filter(isReference),
      diagnostics: toDiagnostics(text, file, 'manifest-syntax', faults),
    };
  },
};

/** Of a name that stands twice npm takes the last. */
function listOnce(members: readonly JsonMember[], faults: TextProblem[]): readonly JsonMember[] {
  const last = new Map<string, JsonMember>();
  for (const member of members) {
    const severity = 'warning';
    if (last.has(member.key)) faults.push({ message: `\`${member.key}\` stands here twice`, at: member.at, severity });
    last.set(member.key, member);
  }
  return [...last.values()];
}

function findOptionalPeers(root: JsonNode | undefined): ReadonlySet<string> {
  const meta = listMembers(root, 'peerDependenciesMeta');
  return new Set(meta.filter(({ value }) => isTrue(value, 'optional')).map(({ key }) => key));
}

function toPackage(
  { key, value }: JsonMember,
  list: DependencyList,
  place: Required<Pick<PackageRef, 'file' | 'line'>>,
  optionalPeers: ReadonlySet<string>,
): PackageRef | undefined {
  const range = toText(value);
  if (range === undefined) return undefined;
  const aliased = findAliased(range);
  const asked = aliased?.range ?? range;
  const source = findSource(key, asked);
  const isOptionalPeer = list === 'peerDependencies' && optionalPeers.has(key);
  return {
    ecosystem: 'npm',
    name: aliased?.name ?? key,
    version: EXACT.exec(asked.trim())?.[1] ?? null,
    range: asked,
    ...place,
    start: value.start + 1,
    end: value.end - 1,
    direct: true,
    dev: list === 'devDependencies',
    ...(list === 'optionalDependencies' || isOptionalPeer ? { optional: true } : {}),
    ...(list === 'peerDependencies' ? { peer: true } : {}),
    ...(aliased === undefined ? {} : { alias: key }),
    ...(source === undefined ? {} : { source }),
  };
}

/** A range that is an address: a repository, an archive, a folder, a workspace. */
function findSource(name: string, range: string): PackageSource | undefined {
  if (/^(?:workspace|catalog):/.test(range))
    return { kind: range.startsWith('workspace') ? 'workspace' : 'registry', url: range };
  if (/^(?:portal|link|file|patch):|^(?:\.{0,2}|~)\//.test(range)) return { kind: 'file', url: range };
  // `owner/name` is GitHub's.
  if (/^[\w.-]+\/[\w.-]+(?:#.*)?$/.test(range)) {
    const commit = findCommit(`github:${range}`);
    return { kind: 'git', url: range, ...(commit === undefined ? {} : { commit }) };
  }
  return /^[a-z+]+:/i.test(range) ? toSource(name, range) : undefined;
}

/** What stands in several lists counts as the least avoidable: optional dependencies replace plain ones of the same name. */
function dropRepeats(found: readonly PackageRef[]): readonly PackageRef[] {
  const kept = new Map<string, PackageRef>();
  for (const ref of found) {
    const key = ref.alias ?? ref.name;
    const known = kept.get(key);
    const replaces =
      known === undefined ||
      (ref.optional === true && ref.peer !== true && !known.dev) ||
      (known.dev && !ref.dev && ref.peer !== true);
    if (replaces) kept.set(key, ref);
  }
  return [...kept.values()];
}
