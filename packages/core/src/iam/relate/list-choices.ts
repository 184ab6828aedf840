import type { Statement } from '../policy/policy.ts';
import { isSpent, type Budget } from './budget.ts';
import { listVariables } from './compile.ts';
import type { Goal } from './find-request.ts';

export interface Choices {
  readonly values: readonly ReadonlyMap<string, string>[];
  /** No other values come into question. */
  readonly isExhaustive: boolean;
}

const MAX_CHOICES = 24;
const LIKELY = ['example'];
/** What it takes to look a statement through. */
const STATEMENT = 10;

/** Values for the variables of a goal: what its conditions hold against the same keys. */
export function listChoices({ must, mustNot }: Goal, qualified: ReadonlySet<string>, budget: Budget): Choices {
  const statements = [...must, ...mustNot];
  let values: ReadonlyMap<string, string>[] = [new Map()];
  let isExhaustive = true;
  for (const key of new Set(statements.flatMap(listVariables))) {
    budget.steps -= statements.length * STATEMENT;
    if (isSpent(budget)) return { values: [], isExhaustive: false };
    // A key with several values gives its variable none.
    const pinned = qualified.has(key) ? undefined : findPinned(must, key);
    if (pinned === undefined) isExhaustive = false;
    const texts = pinned ?? [...new Set([...LIKELY, ...listLiterals(statements, key)])];
    if (texts.length > MAX_CHOICES) isExhaustive = false;
    values = texts.slice(0, MAX_CHOICES).flatMap((text) => values.map((chosen) => new Map([...chosen, [key, text]])));
    if (values.length > MAX_CHOICES) isExhaustive = false;
    values = values.slice(0, MAX_CHOICES);
  }
  return { values, isExhaustive };
}

/** The only values that statements which must apply leave to a key. */
function findPinned(must: readonly Statement[], key: string): readonly string[] | undefined {
  for (const condition of must.flatMap(({ conditions }) => conditions)) {
    const isPinning = condition.key === key && !condition.ifExists && condition.qualifier === undefined;
    if (!isPinning || !['StringEquals', 'StringLike'].includes(condition.operator)) continue;
    const texts = condition.values.map((value) => (value.length === 1 ? value[0] : undefined));
    if (texts.every((text) => text?.kind === 'literal')) return texts.map((text) => text.text);
  }
  return undefined;
}

/** Literal texts that a key is compared with, and words of the resources and values that may stand in a variable's place. */
function listLiterals(statements: readonly Statement[], key: string): readonly string[] {
  const own = statements.flatMap(({ conditions }) => conditions.filter((condition) => condition.key === key));
  const texts = [
    ...own.flatMap(({ values }) => values),
    ...statements.flatMap(({ resources, conditions }) => [
      ...(resources?.patterns ?? []),
      ...conditions.flatMap(({ values }) => values),
    ]),
  ];
  const words = texts.flatMap((text) =>
    text.flatMap((part) => (part.kind === 'literal' ? part.text.split(/[:/]/) : [])),
  );
  const whole = own.flatMap(({ values }) =>
    values.flatMap((text) => (text.length === 1 && text[0]?.kind === 'literal' ? [text[0].text] : [])),
  );
  return [...whole, ...words.filter((word) => word !== '' && word !== 'arn' && word !== 'aws')];
}
