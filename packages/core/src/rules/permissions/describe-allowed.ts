import { toText } from '../../app/expression.ts';
import { describeExcess } from '../../permissions/describe-excess.ts';
import type { Grant } from './grant.ts';
import { nameResource } from './list-words.ts';

/** What some of a place's actions allow, in plain words: `may change and delete every table in the account`. */
export function describeAllowed({ origin, statements }: Grant, actions: readonly string[]): string {
  const excess = statements.flatMap((statement) =>
    statement.actions
      .filter((action) => actions.includes(action))
      .map((action) => ({ action, resource: toResource(statement.resources.map(toText)), origin })),
  );
  return describeExcess(excess)[0]?.text ?? 'may do more than it needs';
}

/** Several resources are one phrase; an open one says all of them. */
function toResource(texts: readonly string[]): string {
  const open = texts.find((text) => text === '*' || /[:/]\*$/.test(text));
  return open ?? texts.map(nameResource).join(' and ');
}
