import type { Statement } from '../policy/policy.ts';
import { toLiteral, type Text } from '../policy/text.ts';
import { isSpent, type Budget } from './budget.ts';
import { listVariables } from './compile.ts';
import type { Goal } from './find-request.ts';
import { listMeetings } from './list-meetings.ts';

export interface Choices {
  readonly values: readonly ReadonlyMap<string, string>[];
  /** No other values come into question. */
  readonly isExhaustive: boolean;
}

/** So many texts are tried for one key, and so many combinations for several. */
const MAX_CHOICES = 24;
/** So many texts are tried for all keys with the others left alone. */
const MAX_ALONE = 48;
/** What it takes to look a statement through. */
const STATEMENT = 10;

/** Values for the variables of a goal: what its conditions hold against the same keys. */
export function listChoices({ must, mustNot }: Goal, qualified: ReadonlySet<string>, budget: Budget): Choices {
  const statements = [...must, ...mustNot];
  const keys = [...new Set(statements.flatMap(listVariables))];
  budget.steps -= statements.length * STATEMENT * (keys.length + 1);
  if (isSpent(budget)) return { values: [], isExhaustive: false };
  // A key with several values gives its variable none.
  const pinned = keys.flatMap((key) => {
    const texts = qualified.has(key) ? undefined : findPinned(must, key);
    return texts === undefined ? [] : [{ key, texts }];
  });
  const isPinned = pinned.length === keys.length && keys.length > 0;
  if (isPinned && pinned.reduce((count, { texts }) => count * texts.length, 1) <= MAX_CHOICES) {
    return { values: combine(pinned), isExhaustive: true };
  }
  const known = new Map(pinned.map(({ key, texts }) => [key, texts]));
  const meetings = listMeetings(statements);
  budget.steps -= meetings.size * STATEMENT;
  const lists = keys.map((key) => {
    const texts = known.get(key) ?? [...(meetings.get(key) ?? []), 'example', ...listLiterals(statements, key), ''];
    return { key, texts: [...new Set(texts)].slice(0, MAX_CHOICES) };
  });
  // A key that is left alone may be absent.
  const share = Math.ceil(MAX_ALONE / lists.length);
  const alone = lists.flatMap(({ key, texts }) => combine([{ key, texts: texts.slice(0, share) }]));
  return { values: [...(lists.length < 2 ? [] : alone.slice(0, MAX_ALONE)), ...combine(lists)], isExhaustive: false };
}

interface Texts {
  readonly key: string;
  readonly texts: readonly string[];
}

/** One text of each key, the first ones of all before the last ones of any. */
function combine(lists: readonly Texts[]): readonly ReadonlyMap<string, string>[] {
  let combined: readonly { readonly values: ReadonlyMap<string, string>; readonly place: number }[] = [
    { values: new Map(), place: 0 },
  ];
  for (const { key, texts } of lists) {
    combined = combined
      .flatMap(({ values, place }) =>
        texts.map((text, index) => ({ values: new Map([...values, [key, text]]), place: place + index })),
      )
      .sort((a, b) => a.place - b.place)
      .slice(0, MAX_CHOICES);
  }
  return combined.map(({ values }) => values);
}

/** The only values that statements which must apply leave to a key. */
function findPinned(must: readonly Statement[], key: string): readonly string[] | undefined {
  for (const condition of must.flatMap(({ conditions }) => conditions)) {
    const isPinning = condition.key === key && !condition.ifExists && condition.qualifier === undefined;
    if (!isPinning || !['StringEquals', 'StringLike'].includes(condition.operator)) continue;
    const texts = condition.values.map(toLiteral);
    if (texts.every((text) => text !== undefined)) return [...new Set(texts)];
  }
  return undefined;
}

/** Literal texts that a key is compared with, and words of the resources and values that may stand in a variable's place. */
function listLiterals(statements: readonly Statement[], key: string): readonly string[] {
  const own = statements.flatMap(({ conditions }) => conditions.filter((condition) => condition.key === key));
  const texts = [...own.flatMap(({ values }) => values), ...statements.flatMap(listTexts)];
  const words = texts.flatMap((text) =>
    text.flatMap((part) => (part.kind === 'literal' ? part.text.split(/[:/]/) : [])),
  );
  const whole = own.flatMap(({ values }) => values.flatMap((text) => toLiteral(text) ?? []));
  return [...whole, ...words.filter((word) => word !== '' && word !== 'arn' && word !== 'aws')];
}

const listTexts = ({ resources, conditions }: Statement): readonly Text[] => [
  ...(resources?.patterns ?? []),
  ...conditions.flatMap(({ values }) => values),
];
