import { SallyportError } from '../../errors.ts';
import { matchStatement } from '../evaluate/match-statement.ts';
import { createLookups, type Lookups } from '../lint/expand-action.ts';
import { findActionProblem } from '../lint/lint-actions.ts';
import { parsePolicy } from '../policy/parse-policy.ts';
import type { Policy, PolicyKind, Statement } from '../policy/policy.ts';
import { isAllowedBy } from './certify.ts';
import { findDeciding, toDeciding } from './find-deciding.ts';
import { findMisdirection } from './find-misdirection.ts';
import type { Goal } from './find-request.ts';
import { namePrincipals } from './name-principals.ts';
import { readPolicies } from './read-policy.ts';
import { OPEN_ACTIONS, searchGoals, split, turnsOnActions } from './relate.ts';
import { toStrangers } from './to-strangers.ts';
import type { ExplainedRelation, Relation } from './witness.ts';

/** Actions on resources; both may hold wildcards. Without resources, on any. One of each may go by its singular. */
export interface Access {
  readonly actions?: string | readonly string[];
  readonly action?: string;
  readonly resources?: string | readonly string[];
  readonly resource?: string;
}

export interface CheckOptions {
  /** None of this may be allowed. */
  readonly notGranted?: readonly Access[];
  /** Nobody outside may be allowed anything: neither anonymous callers nor accounts that the policy does not name. */
  readonly notPublic?: boolean;
  readonly kind?: PolicyKind;
}

/**
 * Whether a policy document keeps to what is asked of it: `no-new-access` when it does, `new-access` with a request that breaks it.
 * @throws SallyportError `ERR_BAD_POLICY` for what is no policy, `ERR_BAD_OPTION` for what is no access, or names an action that a service
 * does not have: a proof about it would hold for ever
 */
export function check(document: unknown, options: CheckOptions): ExplainedRelation {
  const [policy] = namePrincipals(readPolicies([['policy', document]], options.kind));
  if (policy === undefined) throw new TypeError('one document makes one policy');
  const relations = [
    ...(options.notGranted === undefined ? [] : [checkAccess(policy, options.notGranted)]),
    ...(options.notPublic === true ? [judgePublic(policy)] : []),
  ];
  const find = (result: Relation['result']): Relation | undefined => relations.find((r) => r.result === result);
  const broken = find('new-access');
  if (broken?.witness !== undefined) {
    const { allows } = findDeciding(broken.witness, policy, { ...policy, statements: [] });
    return { ...broken, statements: allows.map((one) => toDeciding(one, 'policy')) };
  }
  const worst = broken ?? find('unknown');
  const told = relations.find(({ why }) => why !== undefined);
  if (worst !== undefined || !turnsOnActions(policy)) return worst ?? told ?? { result: 'no-new-access' };
  return { result: 'unknown', why: OPEN_ACTIONS };
}

/** What no request asks for is granted by no policy, which would pass for ever. */
function checkAccess(policy: Policy, accesses: readonly Access[]): Relation {
  const lookups = createLookups();
  for (const action of accesses.flatMap((access) => toLists(access).actions)) refuseUnknown(action, lookups);
  const relation = findGranted(policy, accesses.map(readAccess));
  if (relation.result !== 'no-new-access') return relation;
  for (const access of accesses) {
    const { actions, resources } = toLists(access);
    const isText = [...actions, ...resources].every((item) => typeof item === 'string');
    const why = isText ? findMisdirection(actions, resources) : undefined;
    if (why !== undefined) return { result: 'unknown', why };
  }
  return relation;
}

/** A service that the catalogue does not hold may be a new one. */
function refuseUnknown(action: unknown, lookups: Lookups): void {
  const problem = typeof action === 'string' ? findActionProblem(action, lookups) : undefined;
  if (problem?.check === 'Invalid action') throw new SallyportError('ERR_BAD_OPTION', problem.message);
}

const toLists = ({ action, actions = action ?? [], resource, resources = resource ?? '*' }: Access): Lists => ({
  actions: [actions].flat(),
  resources: [resources].flat(),
});

interface Lists {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

function readAccess(access: Access): Statement {
  const { actions, resources } = toLists(access);
  // Version 2008: `${…}` in what is asked for is text.
  const document = { Version: '2008-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: resources }] };
  const { policy, findings } = parsePolicy(document, { kind: 'identity' });
  const [statement] = policy?.statements ?? [];
  if (statement !== undefined && statement.actions.patterns.length > 0) return statement;
  const fatal = findings.find(({ isFatal }) => isFatal);
  throw new SallyportError(
    'ERR_BAD_OPTION',
    `\`notGranted\` holds no access: ${fatal?.message ?? 'no action is named'}`,
  );
}

function findGranted(policy: Policy, boxes: readonly Statement[]): Relation {
  const [allow, deny] = split(policy);
  const goals: Goal[] = boxes.flatMap((box) => allow.map((statement) => ({ must: [statement, box], mustNot: deny })));
  return searchGoals(
    goals,
    (request) => isAllowedBy(policy, request) && boxes.some((box) => matchStatement(box, request, false) !== 'none'),
  );
}

/** Why a policy of an identity passes whatever it says. */
const OF_IDENTITY = 'a policy of an identity is about whom it is attached to, and lets nobody else in';

const judgePublic = (policy: Policy): Relation =>
  policy.kind === 'identity' ? { result: 'no-new-access', why: OF_IDENTITY } : findPublic(policy);

function findPublic(policy: Policy): Relation {
  const [allow, deny] = split(policy);
  const strangers = toStrangers(policy);
  const goals = allow
    .filter(({ principals }) => principals !== undefined)
    .map((statement): Goal => ({ must: [statement, strangers], mustNot: deny }));
  return searchGoals(
    goals,
    (request) => isAllowedBy(policy, request) && matchStatement(strangers, request, false) !== 'none',
    { ofStrangers: strangers },
  );
}
