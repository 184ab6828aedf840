import { findAction, type IamAction } from '../aws/actions.ts';
import { compareGlobs, parseGlob, type GlobToken } from './glob.ts';

/** No policy that IAM would take holds more. */
const MAX_COMPARISONS = 20_000;

/**
 * The actions that may work on one of the resources, by the resource types of the service authorization reference. An
 * action that it does not hold may work on anything.
 */
export function findApplicable(
  actions: readonly string[],
  resources: readonly (readonly GlobToken[])[],
): readonly string[] {
  if (actions.length * resources.length > MAX_COMPARISONS) return actions;
  if (resources.some((tokens) => compareGlobs(tokens, STAR) !== 'no')) return actions;
  const known = new Map<string, boolean>();
  const isMet = (arn: string): boolean => {
    const met = known.get(arn) ?? resources.some((tokens) => compareGlobs(tokens, toTokens(arn)) !== 'no');
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

/** The catalogue names no resources for some actions that know them: there only another service's ARN is plainly wrong. */
function listArns({ name, resourceTypes }: IamAction): readonly string[] {
  const arns = resourceTypes.flatMap((type) => type.arns);
  return arns.length > 0 ? arns : [`arn:*:${name.slice(0, name.indexOf(':'))}:*:*:*`];
}

/** Parts of an ARN without a slash: what follows the one after a bucket's name is an object's key. */
const SEGMENTS = new Set(['${Partition}', '${Region}', '${Account}', '${BucketName}']);

/** The ARN template as a glob. */
function toTokens(arn: string): readonly GlobToken[] {
  return arn
    .split(/(\$\{\w+\})/)
    .flatMap((part): readonly GlobToken[] =>
      SEGMENTS.has(part)
        ? [{ kind: 'symbol', id: part, sort: 'segment' }]
        : parseGlob(part.startsWith('${') ? '*' : part),
    );
}
