import { findLineStarts, toLineColumn } from '../../../app/location.ts';
import type { PackageReader } from '../../package.ts';
import { findMember, findText, listMembers } from '../../text/json-node.ts';
import { scanJson } from '../../text/scan-json.ts';
import { toDiagnostics } from '../../text/to-diagnostics.ts';

const PATH = /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/.@][^/]*)\/package\.json$/;
const NEEDS = ['dependencies', 'optionalDependencies', 'peerDependencies'];
const INSTALL_SCRIPTS = ['preinstall', 'install', 'postinstall'];

/** The `package.json` of a package that lies in a `node_modules` folder: what is there, whatever was asked for. */
export const nodeModule: PackageReader = {
  name: 'node-module',
  role: 'installed',
  ecosystem: 'npm',
  matches: (path) => PATH.test(path),
  parse: (text, file) => {
    const { root, problems } = scanJson(text);
    const diagnostics = toDiagnostics(text, file, 'installed-syntax', problems);
    const folder = PATH.exec(file)?.[1] ?? '';
    const name = findText(root, 'name') ?? folder;
    const version = findMember(root, 'version');
    // Folders of a package, and shims, hold a `package.json` that only says how modules load.
    if (root?.kind !== 'object' || (version === undefined && findText(root, 'name') === undefined)) {
      return { packages: [], diagnostics };
    }
    const scripts = findMember(root, 'scripts');
    const value = findText(root, 'version') ?? null;
    const needs = NEEDS.flatMap((list) => listMembers(root, list).map(({ key }) => key));
    const ref = {
      ecosystem: 'npm' as const,
      name,
      version: value,
      file,
      line: toLineColumn(findLineStarts(text), version?.start ?? root.start).line,
      ...(version === undefined || value === null ? {} : { start: version.start + 1, end: version.end - 1 }),
      direct: false,
      dev: false,
      ...(folder === '' || folder === name ? {} : { alias: folder }),
      path: file.slice(0, -'/package.json'.length),
      ...(needs.length === 0 ? {} : { needs }),
      ...(INSTALL_SCRIPTS.some((script) => findText(scripts, script) !== undefined) ? { hasInstallScript: true } : {}),
    };
    return { packages: [ref], diagnostics };
  },
};
