import { toTexts } from '../../app/to-texts.ts';
import { summariseExcess } from '../../permissions/describe-excess.ts';
import type { GrantedStatement } from '../../permissions/function-permissions.ts';
import type { Grant } from './grant.ts';
import { listWords, nameResource } from './list-words.ts';
import { findReach } from './reach.ts';

/** What some of a place's actions allow, in plain words: `may change and delete every table in the account`. */
export function describeAllowed(grant: Grant, actions: readonly string[]): string {
  const { origin, statements } = grant;
  const excess = statements.flatMap((statement) => {
    const resource = nameResources(statement, grant);
    return statement.actions
      .filter((action) => actions.includes(action))
      .map((action) => ({ action, resource, origin }));
  });
  return summariseExcess(excess) ?? 'may do more than it needs';
}

/** Several resources are one phrase; an open one says all of them, and a whole one its parts. */
function nameResources({ resources }: GrantedStatement, { scope }: Grant): string {
  if (resources.some((value) => findReach(value, scope) !== 'named')) return '*';
  const texts = resources.flatMap(toTexts);
  const whole = texts.filter((text) => !texts.some((other) => other !== text && text.startsWith(other)));
  return listWords(whole.map(nameResource), 2);
}
