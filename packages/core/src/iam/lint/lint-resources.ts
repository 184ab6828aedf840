import { findAction, isKnownService, listPrefixes } from '../../aws/actions.ts';
import { REGIONS } from '../../aws/regions.ts';
import { findApplicable } from '../find-applicable.ts';
import { parseGlob } from '../glob.ts';
import { isRecord, itemPath, quote, toList, type Path } from '../policy/parse-context.ts';
import type { PolicyFinding } from '../policy/policy-finding.ts';
import { expandAction, mayHint, type Lookups } from './expand-action.ts';
import { findNearest, toHint } from '../../app/find-nearest.ts';
import type { LintedStatement } from './lint-policy.ts';
import { listTexts, toFinding } from './to-finding.ts';

export const PARTITIONS: readonly string[] = [
  'aws',
  'aws-cn',
  'aws-us-gov',
  'aws-iso',
  'aws-iso-b',
  'aws-iso-e',
  'aws-iso-f',
  'aws-eusc',
];
/** Statements about more actions are not about a kind of resource. */
const MAX_ACTIONS = 40;

/** ARNs that are none, and resources that none of the statement's actions is about. */
export function lintResources(linted: LintedStatement): readonly PolicyFinding[] {
  const items = listTexts(linted.document, ['Resource', 'NotResource'], linted.path);
  const wrong = items.flatMap((item) => lintArn(item.text, item.path, linted.lookups));
  return wrong.length > 0 ? wrong : lintKinds(linted);
}

function lintArn(arn: string, path: Path, lookups: Lookups): PolicyFinding[] {
  if (/^\*+$/.test(arn) || arn.startsWith('${') || arn.startsWith('*')) return [];
  const error = (check: string, message: string): PolicyFinding[] => [
    toFinding('error', check, `${quote(arn)}: ${message}`, path),
  ];
  const [prefix = '', partition = '', service = '', region = '', account = '', ...rest] = splitArn(arn);
  if (prefix !== 'arn') return error('Invalid ARN prefix', 'an ARN begins with `arn:`');
  if (rest.length === 0 && !arn.endsWith('*')) return error('Missing ARN field', 'an ARN has six fields');
  const isOpen = (field: string): boolean => /[*?$]/.test(field);
  if (!isOpen(partition) && !PARTITIONS.includes(partition)) {
    return error(
      'Invalid partition',
      `there is no partition \`${partition}\`${toHint(findNearest(partition, PARTITIONS))}`,
    );
  }
  if (service !== service.toLowerCase() && !isOpen(service))
    return error('Invalid ARN service case', 'services are written in lower case');
  if (!isOpen(service) && service !== '' && !isKnownService(service) && !isArnService(service)) {
    return error(
      'Invalid service',
      `there is no service \`${service}\`${mayHint(lookups) ? toHint(findNearest(service, listPrefixes())) : ''}`,
    );
  }
  if (region !== '' && !isOpen(region) && !REGIONS.includes(region)) {
    return error('Invalid ARN Region', `\`${region}\` is no region${toHint(findNearest(region, REGIONS))}`);
  }
  if (
    account !== '' &&
    !isOpen(account) &&
    !/^(?:\d{12}|aws(?:-managed)?|third-party|amazon|cloudfront)$/.test(account)
  ) {
    return error('Invalid ARN account', `\`${account}\` is no account: twelve digits`);
  }
  return rest.length === 1 && rest[0] === '' ? error('Invalid ARN resource', 'the ARN names no resource') : [];
}

/** The fields, colons within variables apart. */
function splitArn(arn: string): string[] {
  return arn.replaceAll(/\$\{[^}]*\}/g, '$').split(':');
}

/** Services whose ARNs do not say their prefix. */
const isArnService = (service: string): boolean =>
  [
    'elasticloadbalancing',
    'aoss',
    'catalog',
    'cloudfront',
    'deviceadvisor',
    'mobiletargeting',
    'resource-explorer-2',
  ].includes(service);

/** Resources of a kind that no action of the statement is about: the statement has no effect on them. */
function lintKinds({ document, statement, path, kind, lookups }: LintedStatement): readonly PolicyFinding[] {
  if (kind === 'trust' || statement.actions.not || statement.resources?.not !== false) return [];
  const patterns = toList(document['Action']).filter((item) => typeof item === 'string');
  if (patterns.some((pattern) => /^\*+$/.test(pattern))) return [];
  const expanded = patterns.map((pattern) => expandAction(pattern, lookups));
  if (expanded.includes(undefined)) return [];
  const names = expanded.flatMap((found) => found ?? []);
  if (names.length === 0 || names.length > MAX_ACTIONS) return [];
  const takesNone = names.every((name) => findAction(name)?.resourceTypes.length === 0);
  const value = document['Resource'];
  return toList(value).flatMap((item, i) => {
    if (typeof item !== 'string' || isRecord(item) || !item.startsWith('arn:')) return [];
    const glob = parseGlob(item.replaceAll(/\$\{[^}]*\}/g, '*'));
    // Services ask for such actions on ARNs of their own that no page names, such as `arn:aws:s3:::*` for `s3:ListAllMyBuckets`.
    const isExact = takesNone && glob.every(({ kind }) => kind === 'char');
    if ((lookups.work -= names.length * glob.length) < 0) return [];
    if (!isExact && findApplicable(names, [glob]).length > 0) return [];
    const what = names.length === 1 ? `\`${names[0]}\` is` : 'the actions of the statement are';
    const about = takesNone ? 'about no resource: it takes `*` alone' : 'not about resources of this kind';
    const message = `${quote(item)}: ${what} ${about}`;
    return [
      toFinding('warning', 'Unsupported resource for action', message, itemPath([...path, 'Resource'], value, i)),
    ];
  });
}
