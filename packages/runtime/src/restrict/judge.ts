import { apply, createTable, defineProperty, ErrorConstructor, type Table } from './intrinsics.ts';
import type { Kind, Mode, Policy } from './policy.ts';

/** Asked before each guarded call. Throws where it is refused; the error's code is `ERR_ACCESS_DENIED`. */
export interface Judge {
  readonly isOn: (kind: Kind) => boolean;
  readonly isBlocking: (kind: Kind) => boolean;
  /** The error to hand over where the call is refused; undefined where it may go on. */
  readonly find: (kind: Kind, api: string, target?: string) => Error | undefined;
  readonly check: (kind: Kind, api: string, target?: string) => void;
}

const ADVICE: Readonly<Record<Kind, string>> = {
  egress: 'a VPC with endpoints, and security groups or a DNS firewall, keep a function from other hosts',
  childProcess: 'an image without a shell and tools leaves nothing to start',
  evaluate: 'a bundle built beforehand, and `--disallow-code-generation-from-strings`, need no code at run time',
  write: 'no EFS mount and a small `EphemeralStorage` leave little to write to',
  readHandler: 'an execution role with the least privilege makes what can be read worth less',
  setup: 'see the documentation of restrict()',
};

export function createJudge(policy: Policy): Judge {
  const modes = createTable<Mode>();
  for (const [kind, mode] of Object.entries(policy.modes)) modes[kind] = mode;
  const advice = Object.assign(createTable<string>(), ADVICE) as Table<string>;
  const { onViolation } = policy;
  const find = (kind: Kind, api: string, target = ''): Error | undefined => {
    const mode = modes[kind];
    if (mode === 'allow' || mode === undefined) return undefined;
    const action = mode === 'block' ? 'blocked' : 'reported';
    try {
      apply(onViolation, undefined, [{ kind, action, api, target, advice: advice[kind] }]);
    } catch {
      // Whoever listens must not be able to open the gate.
    }
    return mode === 'block' ? toError(kind, api, target) : undefined;
  };
  return {
    find,
    isOn: (kind) => modes[kind] !== 'allow',
    isBlocking: (kind) => modes[kind] === 'block',
    check: (kind, api, target) => {
      const error = find(kind, api, target);
      if (error !== undefined) throw error;
    },
  };
}

function toError(kind: Kind, api: string, target: string): Error {
  const error = new ErrorConstructor(`access denied: ${api}${target === '' ? '' : ` ${target}`}`);
  const fields: Table<string> = createTable<string>();
  fields['code'] = 'ERR_ACCESS_DENIED';
  fields['permission'] = kind;
  fields['resource'] = target;
  for (const name in fields)
    defineProperty(error, name, { value: fields[name], writable: true, configurable: true, enumerable: true });
  return error;
}
