import { toTexts } from '../../app/to-texts.ts';
import type { Value } from '../../app/value.ts';
import type { Scope } from '../../iam/resource-globs.ts';
import { summariseExcess } from '../../permissions/describe-excess.ts';
import { findEffective, toResourceText } from '../../permissions/reconcile/find-effective.ts';
import { toGrantViews } from '../../permissions/reconcile/role-view.ts';
import type { Grant } from './grant.ts';
import { listWords, nameResource } from './list-words.ts';
import { findReach } from './reach.ts';

/** What some of a place's actions allow, in plain words: `may change and delete every table in the account`. `isMeant` picks resources by their text. */
export function describeAllowed(
  grant: Grant,
  actions: readonly string[],
  isMeant: (action: string, resource: string) => boolean = () => true,
): string {
  const { origin, statements, scope } = grant;
  const excess = toGrantViews(statements, scope).flatMap(({ statement, resources }) =>
    statement.actions
      .filter((action) => actions.includes(action))
      .flatMap((action) => {
        const all = statement.notResource ? resources : findEffective([action], resources);
        const meant = all.filter((one) => isMeant(action, toResourceText([one]))).map(({ value }) => value);
        return meant.length === 0 ? [] : [{ action, resource: nameResources(meant, scope), origin }];
      }),
  );
  return summariseExcess(excess) ?? 'may do more than it needs';
}

/** Several resources are one phrase; an open one says all of them, and a whole one its parts. */
function nameResources(resources: readonly Value[], scope: Scope): string {
  if (resources.some((value) => findReach(value, scope) !== 'named')) return '*';
  const texts = resources.flatMap(toTexts);
  const whole = texts.filter((text) => !texts.some((other) => other !== text && text.startsWith(other)));
  return listWords(whole.map(nameResource), 2);
}
