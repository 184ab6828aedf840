import { findLineStarts, toLineColumn } from '../../../app/location.ts';
import { splitName } from '../../npm/split-name.ts';
import { findArchiveVersion, toSource } from '../../npm/to-source.ts';
import { PackageList } from '../../package-list.ts';
import type { PackageReader, PackageRef, PackageSource } from '../../package.ts';
import { findMember, findText, listMembers, toText, type JsonMember, type JsonNode } from '../../text/json-node.ts';
import { scanJson } from '../../text/scan-json.ts';
import type { TextProblem } from '../../text/text-problem.ts';
import { toDiagnostics } from '../../text/to-diagnostics.ts';
import { findNearest } from './find-nearest.ts';

const LISTS = ['dependencies', 'optionalDependencies', 'peerDependencies'];
/** https://github.com/oven-sh/bun: `bun.lock` has had the versions 0, 1 and, since Bun 1.4, 2. */
const VERSIONS: readonly unknown[] = [0, 1, 2];

/** Reads the text lock file of Bun: JSON with comments and trailing commas, each package a tuple. */
export const parseBunLock: PackageReader['parse'] = (text, file) => {
  const { root, problems } = scanJson(text, { comments: true });
  const faults: TextProblem[] = [...problems, ...findFaults(root)];
  const lineStarts = findLineStarts(text);
  const list = new PackageList();
  const indexes = new Map<string, number>();
  const members = listMembers(root, 'packages');
  for (const member of members) {
    const ref = toPackage(member, file, toLineColumn(lineStarts, member.at).line);
    if (ref !== undefined) indexes.set(member.key, list.add(ref));
    else
      faults.push({
        message: `the entry of \`${member.key}\` does not begin with \`name@version\``,
        at: member.value.start,
      });
  }
  for (const { key, value } of members) {
    const from = indexes.get(key);
    const info = value.kind === 'array' ? value.items.find((item) => item.kind === 'object') : undefined;
    for (const { key: name } of LISTS.flatMap((field) => listMembers(info, field))) {
      const to = findNearest(indexes, key, name);
      if (from !== undefined && to !== undefined) list.require(from, to);
    }
  }
  askForWorkspaces(list, root, indexes);
  return {
    packages: list.toPackages(),
    importers: list.toImporters(),
    diagnostics: toDiagnostics(text, file, 'lock-syntax', faults),
  };
};

function findFaults(root: JsonNode | undefined): readonly TextProblem[] {
  if (root?.kind !== 'object') return [{ message: 'this is no lock file of Bun: an object is expected', at: 0 }];
  const version = findMember(root, 'lockfileVersion');
  if (version === undefined || (version.kind === 'scalar' && VERSIONS.includes(version.value))) return [];
  return [{ message: 'the `lockfileVersion` is none that is known (0, 1, 2)', at: version.start }];
}

function toPackage({ key, value }: JsonMember, file: string, line: number): PackageRef | undefined {
  const head = value.kind === 'array' ? value.items[0] : undefined;
  const { name, range } = splitName(toText(head) ?? '');
  if (head === undefined || value.kind !== 'array' || name === '' || range === '') return undefined;
  const registry = toText(value.items[1]);
  const source = toBunSource(name, range, registry);
  const isPlain = source === undefined || source.kind === 'registry';
  const installed = key.slice(
    key.startsWith('@') || key.includes('/@') ? key.lastIndexOf('@') : key.lastIndexOf('/') + 1,
  );
  return {
    ecosystem: 'npm',
    name,
    version: isPlain ? range : (findArchiveVersion(name, range) ?? null),
    file,
    line,
    start: head.start + 1 + name.length + 1,
    end: head.end - 1,
    direct: false,
    dev: false,
    ...(installed === name ? {} : { alias: installed }),
    ...(source === undefined ? {} : { source }),
    ...(isPlain ? { hasIntegrity: value.items.slice(2).some((item) => (toText(item) ?? '') !== '') } : {}),
  };
}

function toBunSource(name: string, range: string, registry: string | undefined): PackageSource | undefined {
  if (range.startsWith('workspace:')) return { kind: 'workspace', url: range.slice('workspace:'.length) };
  if (/^(?:file|link):/.test(range)) return { kind: 'file', url: range };
  if (/^(?:root|patch):/.test(range)) return { kind: 'file', url: range };
  if (range.includes('#')) {
    // Bun shortens the commit and writes `github:owner/name#commit`.
    const commit = range.slice(range.lastIndexOf('#') + 1);
    return { kind: 'git', url: range, ...(commit === '' ? {} : { commit }) };
  }
  if (range.includes('/') || range.includes(':')) return { kind: 'url', url: range };
  return toSource(name, registry);
}

function askForWorkspaces(list: PackageList, root: JsonNode | undefined, indexes: ReadonlyMap<string, number>): void {
  const production: number[] = [];
  const optional: number[] = [];
  const development: number[] = [];
  for (const { key: folder, value } of listMembers(root, 'workspaces')) {
    const base = folder === '' ? '' : (findText(value, 'name') ?? '');
    const find = (field: string): readonly number[] =>
      listMembers(value, field).flatMap(({ key }) => findNearest(indexes, base, key) ?? []);
    const wanted = { dependencies: find('dependencies'), peers: find('peerDependencies') };
    const [dev, maybe] = [find('devDependencies'), find('optionalDependencies')];
    list.addImporter(folder);
    for (const index of [...wanted.dependencies, ...wanted.peers, ...maybe]) list.ask(index, folder);
    for (const index of dev) list.ask(index, folder, true);
    production.push(...wanted.dependencies, ...wanted.peers);
    development.push(...dev);
    optional.push(...maybe);
  }
  list.markDevelopment([...production, ...optional], development);
  list.markOptional([...production, ...development], optional);
}
