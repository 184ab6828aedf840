import { findBuiltIn } from './built-in.ts';
import { checkPermissionOptions } from './check-options.ts';

export interface PermissionOptions {
  /** Where the function's code lies; `/var/task` unless given. */
  readonly taskRoot?: string;
  /** What else may be read, besides Node, the runtime and layers. */
  readonly read?: readonly string[];
  /** What may be written; `/tmp` unless given. */
  readonly write?: readonly string[];
}

/** What Lambda's runtime reads itself. */
const RUNTIME = ['/var/runtime', '/var/lang', '/opt', '/etc', '/proc', '/usr', '/lib', '/lib64'];

/**
 * Node's permission flags for the Node that runs this, by its own account: a flag that it does not know would kill the function at
 * its start. Add-ons stay allowed, for the client of Lambda's runtime is one; `restrict` refuses them once it is loaded. Throws as `restrict` does on options that are wrong.
 */
export function permissionFlags(options: PermissionOptions = {}): string[] {
  checkPermissionOptions(options);
  const known = process.allowedNodeEnvironmentFlags;
  const main = ['--permission', '--experimental-permission'].find((flag) => known.has(flag));
  if (main === undefined) return [];
  const { taskRoot = '/var/task', read = [], write = ['/tmp'] } = options;
  const reads = toScopes([taskRoot, ...read, ...write, ...RUNTIME]).map((scope) => `--allow-fs-read=${scope}`);
  const writes = toScopes(write).map((scope) => `--allow-fs-write=${scope}`);
  const more = ['--allow-addons', '--allow-net'].filter((flag) => known.has(flag));
  return [main, ...reads, ...writes, ...more];
}

/**
 * A file by its path, a folder with all that it holds by a star. What another covers is left out: Node 20 aborts on a folder that is
 * named in both ways.
 */
function toScopes(paths: readonly string[]): readonly string[] {
  const plain = [...new Set(paths.map((path) => path.replace(/\/*\*?$/, '')))];
  const kept = plain.filter((path) => !plain.some((other) => path.startsWith(`${other}/`)));
  return kept.map((path) => (isFile(path) ? path : `${path}/*`));
}

function isFile(path: string): boolean {
  const fs = findBuiltIn('fs') as unknown as FileSystem;
  return fs.statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

interface FileSystem {
  readonly statSync: (path: string, options: object) => { readonly isFile: () => boolean } | undefined;
}
