import type { EscalationPath, EscalationStep } from './escalate.ts';
import { fillTemplate, listArnTemplates } from './arn-template.ts';
import { isServiceLinkedRole, parseCaller, type Caller } from '../evaluate/caller.ts';
import { findGrant, isAllowedSomewhere, type Grant, type Pins } from './find-grant.ts';
import { meetTemplate } from './meet-template.ts';
import { printText, type Text } from '../policy/text.ts';
import type { PathRule } from './path-rule.ts';
import type { World } from './read-world.ts';
import { trustsCaller, trustsService } from './trusts.ts';

/** Tries a path: `undefined` when one of its requests is not allowed, or not together with the others. */
export function walkPath(rule: PathRule, world: World): EscalationPath | undefined {
  if (!isConceivable(rule, world)) return undefined;
  const passes = rule.passedTo === undefined ? [] : findPasses(rule.passedTo.split(' '), world);
  if (rule.passedTo !== undefined && passes.length === 0) return undefined;
  const all = grantSteps(rule, world);
  if (all === undefined) return undefined;
  const [pass] = passes;
  const own = rule.actions.split(' ').map((step) => all.find(({ action }) => step.split('|').includes(action)));
  const steps = [pass, ...own].filter((grant) => grant !== undefined);
  return {
    id: rule.id,
    category: rule.category,
    actions: steps.map(({ action }) => action),
    targets: pass === undefined ? findGains(rule, all, world) : passes.map(({ resource }) => resource),
    steps: steps.map(toStep),
  };
}

/** Most policies are about few of the actions of paths: the others need no resources to be tried. */
function isConceivable({ passedTo, actions }: PathRule, { powers }: World): boolean {
  const steps = [...(passedTo === undefined ? [] : ['iam:PassRole']), ...actions.split(' ')];
  return steps.every((step) => step.split('|').some((action) => isAllowedSomewhere(powers, action)));
}

export const toStep = ({ action, resource, context, statements }: Grant): EscalationStep => ({
  action,
  statements,
  witness: { action, resource, context },
});

/** One grant for each role that may be passed to one of the services. */
function findPasses(services: readonly string[], world: World): readonly Grant[] {
  const grants = new Map<string, Grant>();
  for (const service of services) {
    const pins: Pins = new Map([...listOwnKeys(world.self), ['iam:passedtoservice', [service]]]);
    for (const resource of listPassable(service, world)) {
      const grant = findGrant(world.powers, 'iam:PassRole', resource, pins, world.budget);
      if (grant === undefined || grants.has(resource) || !isGain(resource, world)) continue;
      grants.set(resource, grant);
      // Any role will do where none is known.
      if (world.roles.length === 0) return [grant];
    }
  }
  return [...grants.values()];
}

function listPassable(service: string, world: World): Iterable<string> {
  if (world.roles.length === 0) {
    const any = [...listCandidates('arn:${Partition}:iam::${Account}:role/${Name}', world)];
    // Those trust the one service that they are linked to.
    return any.filter((arn) => !isServiceLinkedRole(arn));
  }
  const others = world.roles.filter(({ arn, trust }) => trustsService(trust, service) && !isSelf(arn, world));
  return others.map(({ arn }) => arn);
}

/** Whether a role may do more than the caller; one that is not known may. */
const isGain = (arn: string, { roles }: World): boolean => roles.every((role) => role.arn !== arn || role.isGain());

/** Whether an ARN is the caller's. A session is its role, whose path its ARN does not tell. */
export function isSelf(arn: string, { self }: World): boolean {
  if (self?.kind !== 'session') return self !== undefined && 'arn' in self && self.arn === arn;
  const role = parseCaller(arn);
  return role?.kind === 'role' && role.account === self.account && role.name === self.name;
}

/** All grants that the steps have. Steps about the same kind of resource are about the same resource. */
function grantSteps(rule: PathRule, world: World): readonly Grant[] | undefined {
  const steps = rule.actions.split(' ').map((step) => step.split('|'));
  const groups = new Map<string, (readonly string[])[]>();
  for (const step of steps) {
    const [template = '*'] = listArnTemplates(step[0] ?? '');
    const group = step.length > 1 || template === '*' ? step.join('|') : template;
    groups.set(group, [...(groups.get(group) ?? []), step]);
  }
  const found: Grant[] = [];
  for (const group of groups.values()) {
    const grants = grantGroup(rule, group, world);
    if (grants === undefined) return undefined;
    found.push(...grants);
  }
  return found;
}

/** Grants on the first resource that has all, or on each that is known to exist. */
function grantGroup(rule: PathRule, group: readonly (readonly string[])[], world: World): readonly Grant[] | undefined {
  const [first = []] = group;
  for (const action of first) {
    const all = [[action], ...group.slice(1)].flatMap(([one = '']) => one);
    for (const template of listArnTemplates(action)) {
      const found: Grant[] = [];
      const { resources, isGained } = listResources(rule, all, template, world);
      for (const resource of resources) {
        const grants = grantAll(all, resource, toPins(rule, resource, world), world);
        if (grants === undefined || isGained?.(resource) === false) continue;
        found.push(...grants);
        if (isGained === undefined) break;
      }
      if (found.length > 0) return found;
    }
  }
  return undefined;
}

function grantAll(
  actions: readonly string[],
  resource: string,
  pins: Pins,
  world: World,
): readonly Grant[] | undefined {
  const grants: Grant[] = [];
  for (const action of actions) {
    const grant = findGrant(world.powers, action, resource, pins, world.budget);
    if (grant === undefined) return undefined;
    grants.push(grant);
  }
  return grants;
}

interface Resources {
  readonly resources: Iterable<string>;
  /** Where the resources are all that exist: whether one of them is worth taking. */
  readonly isGained?: (resource: string) => boolean;
}

function listResources(rule: PathRule, actions: readonly string[], template: string, world: World): Resources {
  const { self, roles, functions } = world;
  if (rule.self !== undefined) return { resources: listOwnResources(rule.self, template, world) };
  if (template.includes(':iam::') && template.includes(':role/') && roles.length > 0) {
    const mustTrust = actions.includes('sts:AssumeRole');
    const others = roles.filter(({ arn, trust }) => !isSelf(arn, world) && (!mustTrust || trustsCaller(trust, self)));
    return { resources: others.map(({ arn }) => arn), isGained: (arn) => widensRole(rule) || isGain(arn, world) };
  }
  const isFunction = template.includes(':lambda:') && template.includes(':function:');
  if (isFunction && rule.category === 'existing-passrole' && functions.length > 0) {
    const roleOf = new Map(functions.map(({ arn, role }) => [arn, role]));
    const others = functions.filter(({ role }) => !isSelf(role, world)).map(({ arn }) => arn);
    return { resources: others, isGained: (arn) => isGain(roleOf.get(arn) ?? '', world) };
  }
  const isUser = template.includes(':iam::') && template.includes(':user/');
  const candidates = listCandidates(template, world);
  // What the caller is, it need not take over.
  return { resources: isUser ? [...candidates].filter((arn) => !isSelf(arn, world)) : candidates };
}

/** Resources that are the caller's own. */
function listOwnResources(kind: NonNullable<PathRule['self']>, template: string, world: World): Iterable<string> {
  const { self, roles } = world;
  if (kind === 'group' && self !== undefined && self.kind !== 'user') return [];
  if (kind === 'role' && self?.kind === 'session') {
    const plain = self.arn.replace(/:sts::(\d+):assumed-role\/([^/]+)\/.*$/, ':iam::$1:role/$2');
    const known = [...roles.map(({ arn }) => arn), ...listCandidates(template, world)];
    return [plain, ...known.filter((arn) => isSelf(arn, world))];
  }
  if ((kind === 'user' || kind === 'role') && self !== undefined && 'arn' in self) {
    return self.kind === kind ? [self.arn] : [];
  }
  return listCandidates(template, world);
}

/** True for paths that give the role more before they take it. */
const widensRole = ({ actions }: PathRule): boolean =>
  /PutRolePolicy|AttachRolePolicy|CreatePolicyVersion/.test(actions);

const NAMES = ['target', 'x-target-1', 'Other'];

/** Resources of a kind: some that nobody speaks of, and some that statements speak of. */
function* listCandidates(template: string, world: World): Iterable<string> {
  if (template === '*') {
    yield '*';
    return;
  }
  for (const name of NAMES) yield fillTemplate(template, name);
  const known = world.met.get(template) ?? meetAll(template, world);
  world.met.set(template, known);
  yield* known;
}

function meetAll(template: string, { powers, budget }: World): readonly string[] {
  const patterns = new Map<string, Text>();
  for (const { effect, resources } of powers.policies.flatMap(({ policy }) => policy.statements)) {
    if (effect !== 'Allow' || resources === undefined || resources.not) continue;
    for (const pattern of resources.patterns) patterns.set(printText(pattern), pattern);
  }
  const met = [...patterns].flatMap(([text, pattern]) => {
    budget.letters -= text.length * template.length;
    return budget.letters < 0 ? [] : (meetTemplate(pattern, template) ?? []);
  });
  return [...new Set(met)];
}

/** Policies that make an administrator; attaching another gains nothing that is known. */
const STRONG = ['AdministratorAccess', 'PowerUserAccess', 'IAMFullAccess'].map(
  (name) => `arn:aws:iam::aws:policy/${name}`,
);

/** What a request of the path is, whatever policies would like it to be. */
function toPins(rule: PathRule, resource: string, { self }: World): Pins {
  const name = resource.slice(resource.lastIndexOf('/') + 1);
  const pins = new Map<string, readonly (string | null)[]>([
    ['iam:policyarn', STRONG],
    // Within a boundary that must stay, nobody gains more than the boundary.
    ['iam:permissionsboundary', [null]],
  ]);
  for (const [key, values] of listOwnKeys(self)) pins.set(key, values);
  if (rule.self === 'role' && self?.kind === 'session') pins.set('aws:principalarn', [resource]);
  if ((self !== undefined && self.kind !== 'user') || !/:iam::[^:]*:user\//.test(resource)) return pins;
  if (self === undefined) pins.set('aws:username', [rule.self === 'user' ? name : 'caller']);
  return pins;
}

/** What is known of a caller whose ARN is known. */
export function listOwnKeys(self: Caller | undefined): readonly (readonly [string, readonly (string | null)[]])[] {
  if (self === undefined || !('account' in self) || self.kind === 'session') return [];
  const name = self.kind === 'user' ? self.arn.slice(self.arn.lastIndexOf('/') + 1) : null;
  return [
    ['aws:principalarn', [self.arn]],
    ['aws:principalaccount', [self.account]],
    ['aws:username', [name]],
  ];
}

/** The roles that are behind what the steps take over. */
function findGains(rule: PathRule, grants: readonly Grant[], { roles, functions }: World): readonly string[] {
  if (rule.self !== undefined) return [];
  const resources = new Set(grants.map(({ resource }) => resource));
  const taken = roles.map(({ arn }) => arn).filter((arn) => resources.has(arn));
  const run = functions.filter(({ arn }) => resources.has(arn)).map(({ role }) => role);
  return [...new Set([...taken, ...run])];
}
