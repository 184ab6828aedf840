import { toJson } from './intrinsics.ts';

/** What happens on a violation: it is refused, or only told of, or neither. */
export type Mode = 'block' | 'report' | 'allow';

/**
 * `L0` observes; `L1` guards in the process; `L2` expects Node's permission flags besides (see `permissionFlags`); `L3` drops
 * permissions for good, where Node can.
 */
export type Level = 'L0' | 'L1' | 'L2' | 'L3' | 0 | 1 | 2 | 3;

export interface RestrictOptions {
  /** `L1` unless given. */
  readonly level?: Level;
  /**
   * Hosts that may be reached: `api.example.com`, `*.example.com`, an address, each with `:port` or without; `unix:/path` for
   * a socket. AWS's own names unless given.
   */
  readonly egress?: Mode | { readonly allow?: readonly string[]; readonly mode?: Mode };
  /** Child processes, worker threads, signals to others. `block` unless given. */
  readonly childProcess?: Mode;
  /** `eval`, `Function`, `node:vm`, native add-ons, the inspector, loaders, and code from folders that may be written. `block` unless given. */
  readonly evaluate?: Mode;
  /** Folders and files that may be written; `/tmp` unless given. */
  readonly write?: Mode | { readonly allow?: readonly string[]; readonly mode?: Mode };
  /** Reading source code under the task's root, and what `/proc`, reports and snapshots tell of secrets. `block` unless given. */
  readonly readHandler?: Mode;
  /** Where the function's code lies; `LAMBDA_TASK_ROOT`, or the folders of the main script and of the caller. */
  readonly taskRoot?: string;
  /** Variables that only the start of the function needs: they are taken out of `process.env`. */
  readonly hideEnvironment?: readonly string[];
  /** Is told of each violation; one line of JSON on stderr unless given. */
  readonly onViolation?: (violation: Violation) => void;
}

export type Kind = 'egress' | 'childProcess' | 'evaluate' | 'write' | 'readHandler' | 'setup';

export interface Violation {
  readonly kind: Kind;
  readonly action: 'blocked' | 'reported';
  /** What was called: `fs.open`, `TCP.connect`. */
  readonly api: string;
  /** The host, path or program, where there is one. */
  readonly target: string;
  /** The static rule that would do the same from outside. */
  readonly advice: string;
}

export interface Policy {
  readonly level: 0 | 1 | 2 | 3;
  readonly modes: Readonly<Record<Exclude<Kind, 'setup'>, Mode>>;
  readonly hosts: readonly string[];
  readonly writable: readonly string[];
  readonly taskRoots: readonly string[];
  readonly onViolation: (violation: Violation) => void;
}

/** Names under which AWS serves its interfaces. */
const AWS_HOSTS = [
  '*.amazonaws.com',
  '*.amazonaws.com.cn',
  '*.amazonaws.eu',
  '*.amazonwebservices.com.cn',
  '*.amazonwebservices.eu',
  '*.api.aws',
  '*.on.aws',
];

const listOf = (
  rule: Mode | { readonly allow?: readonly string[] } | undefined,
  fallback: readonly string[],
): readonly string[] => (typeof rule === 'object' && rule.allow !== undefined ? rule.allow : fallback);

/** Where the answer of a streaming handler goes: Lambda's client posts it by `node:http`, in the function's own process. */
function findRuntimeEndpoint(): readonly string[] {
  const endpoint = process.env['AWS_LAMBDA_RUNTIME_API'];
  return endpoint === undefined || endpoint === '' ? [] : [endpoint];
}

/** Of options that have been checked. `caller` is the file that asks for the restriction. */
export function toPolicy(options: RestrictOptions, print: (line: string) => void, caller = ''): Policy {
  const level = toLevel(options.level);
  const modeOf = (rule: Mode | { readonly mode?: Mode } = 'block'): Mode => {
    const mode = typeof rule === 'object' ? (rule.mode ?? 'block') : rule;
    return level === 0 && mode === 'block' ? 'report' : mode;
  };
  return {
    level,
    modes: {
      egress: modeOf(options.egress),
      childProcess: modeOf(options.childProcess),
      evaluate: modeOf(options.evaluate),
      write: modeOf(options.write),
      readHandler: modeOf(options.readHandler),
    },
    hosts: [...listOf(options.egress, AWS_HOSTS), ...findRuntimeEndpoint()],
    writable: listOf(options.write, ['/tmp']),
    taskRoots: findTaskRoots(options.taskRoot ?? process.env['LAMBDA_TASK_ROOT'], caller),
    onViolation: options.onViolation ?? ((violation) => print(`${toJson({ sallyport: 'restrict', ...violation })}\n`)),
  };
}

const toLevel = (level: Level = 'L1'): Policy['level'] =>
  (typeof level === 'string' ? ['L0', 'L1', 'L2', 'L3'].indexOf(level) : level) as Policy['level'];

/** Where nothing says it: beside the main script, and beside whoever asks. */
function findTaskRoots(given: string | undefined, caller: string): readonly string[] {
  if (given !== undefined && given !== '') return [given];
  const folders = [process.argv[1] ?? '', decodeURIComponent(caller.replace(/^file:\/\//, ''))].map((file) =>
    file.replace(/\/[^/]*$/, ''),
  );
  const found = folders.filter((folder) => folder.startsWith('/'));
  return found.length > 0 ? [...new Set(found)] : [process.cwd()];
}
