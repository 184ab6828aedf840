import type { Location } from '../../app/location.ts';
import { resolveValue } from '../../app/resolve-value.ts';
import type { PolicySource } from '../../app/role.ts';
import type { BranchedValue, MapValue, Value } from '../../app/value.ts';
import { emptyMap, findEntry, literal, toBranches } from '../../app/value.ts';
import { readManagedPolicy } from '../cloudformation/read-managed.ts';
import type { ReadScope } from '../front-end.ts';
import { readStatements } from '../template/read-statements.ts';

/**
 * `Policies` of a SAM function or state machine, in all its forms: a managed policy's name or ARN, a policy document,
 * a policy template, or a list of these.
 */
export function readPolicies(policies: Value | undefined, fallback: Location, scope: ReadScope): PolicySource[] {
  return toBranches(policies).flatMap((branch) => readPolicy(branch, fallback, scope));
}

function readPolicy(branch: BranchedValue, fallback: Location, scope: ReadScope): PolicySource[] {
  const { value, onlyIf } = branch;
  const at = value.at ?? fallback;
  const rest = onlyIf === undefined ? { at } : { at, onlyIf };
  switch (value.kind) {
    case 'map':
      return [readPolicyMap(value, rest)];
    case 'unknown': {
      const resolved = resolveValue(value, scope.template, scope);
      if (resolved.kind === 'unknown') return [{ kind: 'unknown', why: value.why, value, ...rest }];
      return toBranches({ ...resolved, at }, onlyIf).flatMap((inner) => readPolicy(inner, fallback, scope));
    }
    case 'literal':
      return value.value === null ? [] : [readManagedPolicy(branch, fallback, scope)];
    default: {
      const resolved = value.kind === 'ref' ? resolveValue(value, scope.template, scope) : value;
      if (resolved.kind !== 'list') return [readManagedPolicy(branch, fallback, scope)];
      return toBranches(resolved, onlyIf).map((inner) => readManagedPolicy(inner, at, scope));
    }
  }
}

type Rest = Pick<PolicySource, 'at' | 'onlyIf'>;

function readPolicyMap(value: MapValue, rest: Rest): PolicySource {
  const document = findEntry(value, 'PolicyDocument') ?? value;
  const statements = readStatements(document, rest.at);
  if (statements !== null) {
    const name = findEntry(value, 'PolicyName') ?? null;
    return { kind: 'inline', name, statements, ...rest };
  }
  const [name, parameters] = [...value.entries][0] ?? [];
  if (value.entries.size !== 1 || name === undefined) {
    return { kind: 'unknown', why: 'neither a policy document nor a policy template', value, ...rest };
  }
  const isMap = parameters?.kind === 'map';
  return { kind: 'policy-template', name, parameters: isMap ? parameters : emptyMap, ...rest };
}

/** A managed policy of AWS that SAM adds by itself, by its path below `policy/`. */
export function toAddedPolicy(path: string, at: Location): PolicySource {
  const arn: Value = {
    kind: 'join',
    parts: [
      literal('arn:'),
      { kind: 'ref', id: 'AWS::Partition', attribute: null },
      literal(`:iam::aws:policy/${path}`),
    ],
    provenance: 'expansion',
    at,
  };
  return { kind: 'managed', arn, at };
}

/** A statement that SAM adds by itself. */
export function toAddedStatement(
  name: string,
  actions: readonly string[],
  resources: readonly Value[],
  at: Location,
): PolicySource {
  const statement = {
    sid: null,
    effect: 'Allow',
    actions: actions.map((action): Value => ({ ...literal(action), provenance: 'expansion' })),
    notAction: false,
    resources,
    notResource: false,
    condition: null,
    at,
  } as const;
  return { kind: 'inline', name: { ...literal(name), provenance: 'expansion' }, statements: [statement], at };
}
