import { SallyportError } from '../../errors.ts';
import type { NamedPolicy, PolicyDocument } from '../evaluate/policy-set.ts';
import { checkList, readNamedPolicy } from '../evaluate/policy-set.ts';
import { parseCaller, type Caller } from '../evaluate/caller.ts';
import { createBudget, type Budget as RelationBudget } from '../relate/budget.ts';
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
  /** False for a role that may do nothing that the principal may not do already. Asked last: it takes a proof. */
  readonly isGain: () => boolean;
}

/** What there is around a principal, read once for all principals that are asked about. */
export interface Surroundings {
  readonly roles: readonly { readonly arn: string; readonly trust: Policy; readonly policies: readonly Policy[] }[];
  readonly functions: World['functions'];
  /** One for all roles: what is not decided is taken for a gain. */
  readonly relations: RelationBudget;
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
export const readWorld = (input: Input): World => toWorld(input, readSurroundings(input));

/** @throws SallyportError `ERR_BAD_POLICY` */
export function readSurroundings(
  { roles, functions }: Pick<Input, 'roles' | 'functions'>,
  relations: RelationBudget = createBudget(),
): Surroundings {
  return {
    roles: checkArns('roles', roles).map(({ arn, trust, policies }, i) => ({
      arn,
      trust: readNamedPolicy(`roles[${i}].trust`, trust, 'trust').policy,
      policies: readOwn(`roles[${i}].policies`, policies).map(({ policy }) => policy),
    })),
    functions: checkArns('functions', functions),
    relations,
  };
}

/**
 * The world of one principal.
 * @throws SallyportError `ERR_BAD_POLICY`
 */
export function toWorld(
  { policies, boundary, principal }: Input,
  { roles, functions, relations }: Surroundings,
): World {
  const own = readOwn('policies', policies);
  const limit = boundary === undefined ? {} : { boundary: readNamedPolicy('boundary', boundary, 'identity') };
  const before = merge(own.map(({ policy }) => policy));
  return {
    budget: { left: MAX_VALUES, letters: MAX_LETTERS },
    met: new Map(),
    powers: { policies: own, ...limit },
    self: principal === undefined ? undefined : parseCaller(principal),
    roles: roles.map(({ arn, trust, policies: theirs }) => {
      let known: boolean | undefined;
      return { arn, trust, isGain: () => (known ??= isGain(theirs, before, relations)) };
    }),
    functions,
  };
}

const readOwn = (name: string, documents: readonly PolicyDocument[] | undefined): readonly NamedPolicy[] =>
  checkList(name, documents).map((document, i) => readNamedPolicy(`${name}[${i}]`, document, 'identity'));

function checkArns<T extends { readonly arn: string }>(name: string, given: readonly T[] | undefined): readonly T[] {
  const list = checkList(name, given);
  const wrong = list.findIndex((one) => typeof one?.arn !== 'string');
  if (wrong === -1) return list;
  throw new SallyportError('ERR_BAD_POLICY', `\`${name}[${wrong}]\` has no \`arn\``);
}

/** Whether policies allow anything that others do not. Without policies it is not known what a role may do. */
function isGain(policies: readonly Policy[], before: Policy, budget: RelationBudget): boolean {
  if (policies.length === 0) return true;
  const gives = (more: Policy): boolean => relate(more, before, { budget }).result !== 'no-new-access';
  // Nothing is a gain for an administrator, who holds every path.
  return gives(merge(policies)) || !gives(readNamedPolicy('everything', EVERYTHING, 'identity').policy);
}

const EVERYTHING: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
};

/** One policy with all statements: what their versions mean has been read already. */
const merge = (policies: readonly Policy[]): Policy => ({
  kind: 'identity',
  version: '2012-10-17',
  statements: policies.flatMap(({ statements }) => statements),
});
