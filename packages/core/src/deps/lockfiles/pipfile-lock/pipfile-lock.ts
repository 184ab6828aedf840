import { findLineStarts, toLineColumn } from '../../../app/location.ts';
import { toPackageName } from '../../names.ts';
import { findPin, toAddressSource } from '../../python/parse-requirement.ts';
import { readPipfile } from '../../python/read-pipfile.ts';
import { PackageList } from '../../package-list.ts';
import type { PackageReader, PackageRef, PackageSource } from '../../package.ts';
import { findMember, findText, listMembers, toText, type JsonMember, type JsonNode } from '../../text/json-node.ts';
import { scanJson } from '../../text/scan-json.ts';
import { findUnknownVersion } from '../../text/known-version.ts';
import type { TextProblem } from '../../text/text-problem.ts';
import { toDiagnostics } from '../../text/to-diagnostics.ts';

/** `Pipfile.lock` of pipenv. What it takes from a repository or a folder has no version there: these are references. */
export const pipfileLock: PackageReader = {
  name: 'pipfile-lock',
  role: 'lock',
  ecosystem: 'PyPI',
  matches: (path) => /(?:^|\/)Pipfile\.lock$/.test(path),
  parse: (text, file, context) => {
    const { root, problems } = text.trim() === '' ? { root: undefined, problems: [] } : scanJson(text);
    const isList = root === undefined || root.kind === 'object';
    const faults: TextProblem[] = [
      ...(isList ? [] : [{ message: 'this is no lock file of pipenv: an object is expected', at: 0 }]),
      ...problems,
      ...findUnknownVersion('pipfile-spec', toNumber(findMember(findMember(root, '_meta'), 'pipfile-spec')), [6]),
    ];
    const lineStarts = findLineStarts(text);
    const wishes = readPipfile(file, context);
    const asked = wishes && new Set(wishes.map(({ name }) => toPackageName('PyPI', name)));
    const list = new PackageList();
    const references: PackageRef[] = [];
    // Of a section that stands twice the last counts, as everywhere in JSON.
    const sections = new Map(listMembers(root).map(({ key, value }) => [key, value]));
    for (const [section, node] of sections) {
      if (section === '_meta') continue;
      // Beside `develop` there may be categories of any name; without being asked pipenv installs the default alone.
      const dev = section !== 'default';
      for (const member of listMembers(node)) {
        if (member.value.kind !== 'object') {
          faults.push({ message: `the entry of \`${member.key.slice(0, 100)}\` is no object`, at: member.value.start });
          continue;
        }
        const ref = {
          ...toPackage(member, file, toLineColumn(lineStarts, member.at).line, dev),
          direct: isDirect(member, asked),
        };
        if (ref.version === null) references.push(ref);
        else list.add(ref);
      }
    }
    const diagnostics = toDiagnostics(text, file, 'lock-syntax', faults);
    return { packages: list.toPackages(), references, diagnostics };
  },
};

const toNumber = (node: JsonNode | undefined): number | undefined =>
  node?.kind === 'scalar' && typeof node.value === 'number' ? node.value : undefined;

function toPackage({ key, value }: JsonMember, file: string, line: number, dev: boolean): PackageRef {
  const node = findMember(value, 'version');
  const range = toText(node) ?? '';
  const version = findPin(range);
  const source = findSource(value);
  const hashes = findMember(value, 'hashes');
  const marker = findText(value, 'markers');
  const length = version?.length ?? 0;
  return {
    ecosystem: 'PyPI',
    name: toPackageName('PyPI', key),
    version,
    file,
    line,
    ...(node === undefined || version === null ? {} : { start: node.end - 1 - length, end: node.end - 1 }),
    direct: false,
    dev,
    ...(source === undefined ? {} : { source }),
    ...(version === null ? {} : { hasIntegrity: hashes?.kind === 'array' && hashes.items.length > 0 }),
    ...(marker === undefined ? {} : { marker }),
  };
}

/** Without a `Pipfile`: pipenv mostly names the index of what that asks for, and of little else. */
const isDirect = ({ key, value }: JsonMember, asked: ReadonlySet<string> | undefined): boolean =>
  asked?.has(toPackageName('PyPI', key)) ??
  (findSource(value) !== undefined || findMember(value, 'index') !== undefined);

function findSource(value: JsonNode): PackageSource | undefined {
  const git = findText(value, 'git');
  const ref = findText(value, 'ref');
  if (git !== undefined) return { kind: 'git', url: git, ...(ref === undefined ? {} : { commit: ref }) };
  const path = findText(value, 'path');
  if (path !== undefined) return { kind: 'file', url: path };
  const address = findText(value, 'file');
  return address === undefined ? undefined : toAddressSource(address);
}
