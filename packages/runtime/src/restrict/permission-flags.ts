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
 * its start. Add-ons stay allowed, for the client of Lambda's runtime is one; `restrict` refuses them once it is loaded.
 */
export function permissionFlags(options: PermissionOptions = {}): string[] {
  const known = process.allowedNodeEnvironmentFlags;
  const main = ['--permission', '--experimental-permission'].find((flag) => known.has(flag));
  if (main === undefined) return [];
  const { taskRoot = '/var/task', read = [], write = ['/tmp'] } = options;
  const reads = [taskRoot, ...read, ...write, ...RUNTIME].map((path) => `--allow-fs-read=${toScope(path)}`);
  const writes = write.map((path) => `--allow-fs-write=${toScope(path)}`);
  const more = ['--allow-addons', '--allow-net'].filter((flag) => known.has(flag));
  return [main, ...new Set([...reads, ...writes]), ...more];
}

/** A path covers a folder with all that it holds where it ends in a star. */
const toScope = (path: string): string => (path.endsWith('*') ? path : `${path.replace(/\/+$/, '')}/*`);
