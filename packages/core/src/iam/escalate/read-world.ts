import { SallyportError } from '../../errors.ts';
import type { PolicyDocument } from '../evaluate/policy-set.ts';
import { checkList, readNamedPolicy } from '../evaluate/policy-set.ts';
import { parseCaller, type Caller } from '../evaluate/caller.ts';
import { createBudget, type Budget as RelationBudget } from '../relate/budget.ts';
import { readPolicies } from '../relate/read-policy.ts';
import { relate } from '../relate/relate.ts';
import type { Policy } from '../policy/policy.ts';
import type { Budget, Powers } from './find-grant.ts';

/** The input of an escalation, read once. */
export interface World {
  readonly powers: Powers;
  /** What may still be compared. */
  readonly budget: Budget;
  /** By ARN template: ARNs that a statement speaks of. */
  readonly met: Map<string, readonly string[]>;
  readonly self: Caller | undefined;
  /** Empty: unknown. */
  readonly roles: readonly KnownRole[];
  readonly functions: readonly { readonly arn: string; readonly role: string }[];
}

export interface KnownRole {
  readonly arn: string;
  readonly trust: Policy;
  /** False for a role that may do nothing that the principal may not do already. */
  readonly isGain: boolean;
}

interface Input {
  readonly policies: readonly PolicyDocument[];
  readonly boundary?: PolicyDocument;
  readonly principal?: string;
  readonly roles?: readonly {
    readonly arn: string;
    readonly trust: PolicyDocument;
    readonly policies?: readonly PolicyDocument[];
  }[];
  readonly functions?: readonly { readonly arn: string; readonly role: string }[];
}

/** Values of conditions compared: policies that take more are not real. */
const MAX_VALUES = 5_000_000;
/** Letters of patterns compared with letters of ARNs: real policies need a tenth of it. */
const MAX_LETTERS = 10_000_000;

/** @throws SallyportError `ERR_BAD_POLICY` */
export function readWorld({
  policies,
  boundary,
  principal,
  roles: givenRoles,
  functions: givenFunctions,
}: Input): World {
  const roles = checkArns('roles', givenRoles);
  const functions = checkArns('functions', givenFunctions);
  const own = checkList('policies', policies).map((document, i) =>
    readNamedPolicy(`policies[${i}]`, document, 'identity'),
  );
  const limit = boundary === undefined ? {} : { boundary: readNamedPolicy('boundary', boundary, 'identity') };
  // One for all roles: what is not decided is taken for a gain.
  const relations = createBudget();
  return {
    budget: { left: MAX_VALUES, letters: MAX_LETTERS },
    met: new Map(),
    powers: { policies: own, ...limit },
    self: principal === undefined ? undefined : parseCaller(principal),
    roles: roles.map(({ arn, trust, policies: given }, i) => ({
      arn,
      trust: readNamedPolicy(`roles[${i}].trust`, trust, 'trust').policy,
      isGain: isGain(checkList(`roles[${i}].policies`, given), policies, relations),
    })),
    functions,
  };
}

function checkArns<T extends { readonly arn: string }>(name: string, given: readonly T[] | undefined): readonly T[] {
  const list = checkList(name, given);
  const wrong = list.findIndex((one) => typeof one?.arn !== 'string');
  if (wrong === -1) return list;
  throw new SallyportError('ERR_BAD_POLICY', `\`${name}[${wrong}]\` has no \`arn\``);
}

/** Whether policies allow anything that others do not. Without policies it is not known what a role may do. */
function isGain(policies: readonly PolicyDocument[], own: readonly PolicyDocument[], budget: RelationBudget): boolean {
  const [after, before] = [mergePolicies(policies), mergePolicies(own)];
  if (policies.length === 0 || after === undefined || before === undefined) return true;
  const gives = (more: PolicyDocument): boolean => {
    const [old, fresh] = readPolicies(
      [
        ['policies of the principal', before],
        ['policies of the role', more],
      ],
      'identity',
    );
    return old === undefined || fresh === undefined || relate(fresh, old, { budget }).result !== 'no-new-access';
  };
  // Nothing is a gain for an administrator, who holds every path.
  return gives(after) || !gives(EVERYTHING);
}

const EVERYTHING: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
};

/** One document with all statements; nothing where their versions read variables differently. */
function mergePolicies(policies: readonly PolicyDocument[]): PolicyDocument | undefined {
  const versions = new Set(policies.map((policy) => policy['Version']));
  if (versions.size > 1) return undefined;
  const [version] = versions;
  const statements = policies.flatMap((policy) => policy['Statement'] as unknown[]);
  return { ...(version === undefined ? {} : { Version: version }), Statement: statements };
}
