import { findAction, matchActions } from '../../aws/actions.ts';
import { toHint } from '../../app/find-nearest.ts';
import { findApplicable } from '../find-applicable.ts';
import { parseGlob } from '../glob.ts';
import { PARTITIONS } from '../lint/lint-resources.ts';
import { quote } from '../policy/parse-context.ts';

/** No service has more. */
const MAX_ACTIONS = 2_000;

/**
 * Why a question about actions on ARNs is about nothing, with what was probably meant; `undefined` for one that some request can ask. That
 * nobody may do what cannot be done proves nothing.
 */
export function findMisdirection(actions: readonly string[], resources: readonly string[]): string | undefined {
  const names = [
    ...new Set(actions.flatMap((pattern) => (/^[^*?]+:/.test(pattern) ? matchActions(pattern) : [pattern]))),
  ];
  if (names.length === 0 || names.length > MAX_ACTIONS || names.some((name) => findAction(name) === undefined))
    return undefined;
  const stray = resources.find((arn) => arn.startsWith('arn:') && !isMet(names, arn));
  if (stray === undefined) return undefined;
  const meant = listRepairs(stray).find((arn) => hasFields(arn, names) && isMet(names, arn));
  const hint = meant === undefined ? toExample(names) : toHint([meant]);
  return `no request for ${names.length === 1 ? quote(names[0] ?? '') : 'these actions'} is about ${quote(stray)}${hint}`;
}

const isMet = (names: readonly string[], arn: string): boolean =>
  hasPartition(arn) && findApplicable(names, [parseGlob(arn)]).length > 0;

function hasPartition(arn: string): boolean {
  const [, partition = ''] = arn.split(':');
  return /[*?]/.test(partition) || PARTITIONS.includes(partition);
}

/** The same ARN with the colons that it lacks, as an object of a bucket, or as the bucket of an object; what is likeliest first. */
function listRepairs(arn: string): readonly string[] {
  const fields = arn.split(':');
  const insert = (at: number, ...added: readonly string[]): string =>
    [...fields.slice(0, at), ...added, ...fields.slice(at)].join(':');
  if (!hasPartition(arn)) return [['arn', 'aws', ...fields.slice(2)].join(':')];
  if (fields.length >= 6) return [`${arn.replace(/\/$/, '')}/*`, arn.replace(/\/[^:]*$/, ''), `${arn}:*`];
  return [...['', '*'].flatMap((field) => [3, 4].map((at) => insert(at, field))), insert(3, '', '')];
}

/** Whether region and account stand where ARNs of the actions have them, and are left out where these leave them out. */
function hasFields(arn: string, names: readonly string[]): boolean {
  const [, , , region = '', account = ''] = arn.split(':');
  const isLike = (template: string): boolean => {
    const [, , , ownRegion = '', ownAccount = ''] = template.split(':');
    return (
      (region === '') === (ownRegion === '') &&
      (account === '') === (ownAccount === '') &&
      /^[\d*?]*$|^aws$/.test(account)
    );
  };
  return listTemplates(names).some(isLike);
}

function toExample(names: readonly string[]): string {
  const [template] = listTemplates(names);
  return template === undefined ? '' : `: they look like ${quote(template.replace('${Partition}', 'aws'))}`;
}

const listTemplates = (names: readonly string[]): readonly string[] => [
  ...new Set(names.flatMap((name) => findAction(name)?.resourceTypes.flatMap(({ arns }) => arns) ?? [])),
];
