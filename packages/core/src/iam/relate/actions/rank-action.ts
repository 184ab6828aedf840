import { findAction, matchActions, type AccessLevel } from '../../../aws/actions.ts';
import { findPolicyTemplate, listPolicyTemplates } from '../../../aws/policy-templates.ts';

/** What an example had better do with things: use them, before it looks for them or manages them. */
const LEVELS: Readonly<Record<AccessLevel, number>> = {
  Read: 0,
  Write: 1,
  List: 2,
  'Permissions management': 3,
  Tagging: 4,
};
const TIER = 1_000;
const UNKNOWN = 100 * TIER;

let usual: ReadonlySet<string> | undefined;

/**
 * How odd an action is as an example, in any letter case; the lowest comes first. What SAM's policy templates give is what applications
 * do; then comes what is about things that have a name, of each reading and writing first, by the shortest of names. What AWS does not have
 * comes last.
 */
export function rankAction(action: string): number {
  const known = findAction(action);
  if (known === undefined) return UNKNOWN;
  usual ??= new Set(
    listPolicyTemplates()
      .flatMap((name) => findPolicyTemplate(name)?.statements ?? [])
      .flatMap(({ actions }) => actions.map((one) => one.toLowerCase())),
  );
  const isUsual = usual.has(action.toLowerCase());
  const tier = isUsual ? 0 : known.resourceTypes.length > 0 ? 10 : 20;
  return (tier + LEVELS[known.access]) * TIER + known.name.length;
}

const MOST_LISTED = 8;

/** What is most often asked of the service that an ARN is of. */
export function listOrdinary(arn: string): readonly string[] {
  const [, service = ''] = /^arn:[^:]*:([\w-]+):/.exec(arn) ?? [];
  const ranked = matchActions(`${service}:*`).map((action) => ({ action, rank: rankAction(action) }));
  return ranked
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, MOST_LISTED)
    .map(({ action }) => action);
}
