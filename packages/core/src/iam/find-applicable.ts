import { findAction, listIamResourceTypes, listPrefixes, type IamAction } from '../aws/actions.ts';
import { meetsGlob, parseGlob, type GlobToken } from './glob.ts';

/** Actions times letters of resources: no policy that IAM would take holds more. */
const MAX_WORK = 2_000_000;

/**
 * The actions that may work on one of the resources, by the resource types of the service authorization reference. An
 * action that it does not hold may work on anything; where it is known to leave resources out, what it says is not held against a policy.
 */
export function findApplicable(
  actions: readonly string[],
  resources: readonly (readonly GlobToken[])[],
): readonly string[] {
  if (actions.length * resources.reduce((sum, { length }) => sum + length, 0) > MAX_WORK) return actions;
  if (resources.some((tokens) => meetsGlob(tokens, STAR))) return actions;
  const known = new Map<string, boolean>();
  const isMet = (arn: string): boolean => {
    const met = known.get(arn) ?? resources.some((tokens) => meetsGlob(tokens, toTokens(arn)));
    known.set(arn, met);
    return met;
  };
  return actions.filter((name) => {
    const action = findAction(name);
    return action === undefined || listArns(action).some(isMet);
  });
}

/** What an action without a resource is asked for on. */
const STAR: readonly GlobToken[] = [{ kind: 'char', char: '*' }];

/** ARN templates that an action may be asked for on: those that the reference lists, and some more where it does not tell all. */
function listArns({ name, resourceTypes }: IamAction): readonly string[] {
  const prefix = name.slice(0, name.indexOf(':'));
  const arns = resourceTypes.flatMap((type) => type.arns);
  // Where nothing of the service itself is listed, a service may ask all the same: `waf-regional:GetWebACLForResource`.
  const isTold = arns.some((arn) => findService(arn) === prefix);
  const others = arns.length === 0 ? listServices(prefix) : [];
  return [
    ...arns,
    ...(isTold ? [] : [prefix, ...others].map(toAny)),
    ...listFamily(prefix).map(toAny),
    ...(UNLISTED[prefix] ?? []),
  ];
}

const findService = (arn: string): string => arn.split(':')[2] ?? '';
const PARTITION = '${Partition}';
const toAny = (service: string): string => `arn:${PARTITION}:${service}:*:*:*`;

/**
 * What the reference leaves out and other pages name. Sessions are asked for by users, roles and sessions:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html. Transforms are resources of change sets:
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-permissions-cloudformation.html.
 */
const UNLISTED: Readonly<Record<string, readonly string[]>> = {
  sts: [toAny('iam'), toAny('sts')],
  cloudformation: [`arn:${PARTITION}:cloudformation:*:aws:transform/*`],
};

/**
 * The services whose ARNs a service's resources have: those of `servicecatalog` begin with `arn:aws:catalog`. One without resources of its own
 * works on those of all others: `tag:TagResources`.
 */
function listServices(prefix: string): readonly string[] {
  const types = listIamResourceTypes(prefix);
  return types.length === 0 ? ['*'] : [...new Set(types.flatMap((type) => type.arns.map(findService)))];
}

const families = new Map<string, readonly string[]>();

/**
 * Services that were split off or renamed answer for each other's resources: the actions of `redshift` for `redshift-serverless`, those of
 * `codestar-connections` for `codeconnections`.
 */
function listFamily(prefix: string): readonly string[] {
  const known = families.get(prefix);
  if (known !== undefined) return known;
  const found = listPrefixes().filter((other) => isKin(prefix, other) || isKin(other, prefix));
  families.set(prefix, found);
  return found;
}

const isKin = (shorter: string, longer: string): boolean =>
  longer !== shorter &&
  ((shorter.length > 2 && longer.startsWith(shorter)) ||
    longer.startsWith(`${shorter}-`) ||
    longer.endsWith(`-${shorter}`) ||
    (longer === 'codestar-connections' && shorter === 'codeconnections'));

/** Parts of an ARN without a slash: what follows the one after a bucket's name is an object's key. */
const SEGMENTS = new Set(['${Partition}', '${Region}', '${Account}', '${BucketName}']);

const templates = new Map<string, readonly GlobToken[]>();

/** The ARN template as a glob. The reference has a few thousand. */
function toTokens(arn: string): readonly GlobToken[] {
  const known = templates.get(arn);
  if (known !== undefined) return known;
  const tokens = arn
    .split(/(\$\{\w+\})/)
    .flatMap((part): readonly GlobToken[] =>
      SEGMENTS.has(part)
        ? [{ kind: 'symbol', id: part, sort: 'segment' }]
        : parseGlob(part.startsWith('${') ? '*' : part),
    );
  templates.set(arn, tokens);
  return tokens;
}
