import { findAction } from '../../aws/actions.ts';
import type { SymbolName } from './compile.ts';
import type { Found } from './find-request.ts';
import { toTextQuestion } from './solve-dimension.ts';
import type { Signed } from './literal.ts';
import { takesText } from './text/automaton.ts';
import { ANY, isSymbol, toLetters, toPattern, type Pattern } from './text/pattern.ts';
import { findText } from './text/find-text.ts';
import type { Witness } from './witness.ts';

const USUAL = 'example';
const ACCOUNT = '123456789012';

/**
 * Requests to try for what was found, the most readable first: symbols get a value that their key has, or a usual one. A policy
 * of an identity is asked by a user of the account that the resource lies in.
 */
export function readWitnesses(
  found: Found,
  principals: readonly string[],
  action: string = found.actions[0] ?? '',
): readonly Witness[] {
  const context = new Map<string, readonly string[]>();
  let principal: string | undefined;
  for (const [dimension, signed] of found.leaf) {
    if (dimension === 'resource') continue;
    const answer = found.solveDimension(dimension, signed);
    if (answer.kind !== 'found' || !isSure(found, signed, answer.values)) return [];
    if (dimension === 'principal') principal = principals[Number(answer.values[0])];
    else if (answer.values.length > 0) context.set(dimension.slice('key:'.length), answer.values);
  }
  const resources = listResources(found, action).filter((text) =>
    isSure(found, found.leaf.get('resource') ?? [], [text]),
  );
  return resources.map((resource) => {
    const replace = createReplacer(found, context, resource);
    const entries = [...context].map(([key, values]) => [key, toValue(values.map(replace))] as const);
    const request = { action, resource: replace(resource), context: Object.fromEntries(entries) };
    return { ...request, principal: principal ?? principals[0] ?? toOwner(request.resource) };
  });
}

function toOwner(resource: string): string {
  const account = /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(resource)?.[1] ?? ACCOUNT;
  return `arn:aws:iam::${account}:user/${USUAL}`;
}

const toValue = (values: readonly string[]): string | readonly string[] =>
  values.length === 1 ? (values[0] as string) : values;

/**
 * Whether texts stay outside of what they must not be in, whatever the symbols of the template stand for, so long as different symbols
 * are different texts.
 */
function isSure(found: Found, signed: readonly Signed[], texts: readonly string[]): boolean {
  const isTemplate = (letter: string): boolean => found.compiler.symbols.get(letter)?.kind === 'template';
  const isOpaque = (letter: string): boolean =>
    isTemplate(letter) && found.compiler.symbols.get(letter)?.name.startsWith('{') === true;
  const outside = signed.flatMap(listOutside);
  const unsure = outside.filter(({ tokens }) =>
    tokens.some((each) => each.kind === 'symbol' && isTemplate(each.letter)),
  );
  return texts.every((text) => {
    const symbols = Array.from(text).filter(isTemplate);
    if (symbols.length > 0) {
      // What a function of the template answers may be what another symbol is.
      const isOpen = symbols.some(isOpaque);
      const mayBe = (pattern: Pattern): boolean =>
        takesText(widen(pattern, isOpen ? isTemplate : isOpaque), text, isOpen ? 'wide' : 'apart', found.budget);
      return !outside.some(mayBe);
    }
    const mayTake = (pattern: Pattern, other: string): boolean =>
      takesText(widen(pattern, isTemplate), other, 'narrow', found.budget);
    return !unsure.some((each) => mayTake(each, text)) || isOneOfMany(text, signed, unsure, mayTake, found);
  });
}

/** More texts are not tried. */
const MAX_TEXTS = 20;

/**
 * Whether there are more texts like this than texts that it may not be: a pattern whose symbols are plain names, without wildcards, is one text in
 * every deployment.
 */
function isOneOfMany(
  text: string,
  signed: readonly Signed[],
  unsure: readonly Pattern[],
  mayTake: (pattern: Pattern, text: string) => boolean,
  { compiler, budget }: Found,
): boolean {
  const isOneText = ({ tokens }: Pattern): boolean =>
    tokens.every(
      (token) => token.kind === 'letter' || (token.kind === 'symbol' && compiler.symbols.get(token.letter)?.isPlain),
    );
  if (unsure.length >= MAX_TEXTS) return false;
  const isFit = (other: string): boolean => signed.every((one) => isTextFit(one, other, budget));
  const variants = Array.from({ length: unsure.length }, (_, place) => `${text}-${place + 2}`);
  const texts = [text, ...(variants.every(isFit) ? variants : findOthers(text, signed, unsure.length, budget))];
  const doubted = unsure.filter((each) => texts.some((other) => mayTake(each, other)));
  return texts.length > unsure.length && doubted.every(isOneText) && texts.every(isFit);
}

/** So many other resources, if there are as many. */
function findOthers(
  text: string,
  signed: readonly Signed[],
  count: number,
  budget: Found['budget'],
): readonly string[] {
  if (signed.some(({ literal }) => literal.kind !== 'text')) return [];
  const question = toTextQuestion(signed);
  const others: string[] = [];
  while (others.length < count) {
    const known = [text, ...others].map((other) => toPattern(toLetters(other)));
    const answer = findText({ ...question, outside: [...question.outside, ...known] }, budget);
    if (answer.kind !== 'found') break;
    others.push(answer.text);
  }
  return others;
}

/** Whether a text is as a literal asks for, so far as that is about patterns. */
function isTextFit({ literal, holds }: Signed, text: string, budget: Found['budget']): boolean {
  const isTaken = (patterns: readonly Pattern[]): boolean =>
    patterns.some((pattern) => takesText(pattern, text, 'narrow', budget));
  if (literal.kind === 'text') return isTaken(literal.patterns) === holds;
  if (literal.kind !== 'condition') return true;
  return literal.fit.kind === 'text' && isTaken(literal.fit.patterns) === (literal.isIn === holds);
}

/** The pattern with any text in the place of symbols. */
function widen(pattern: Pattern, isWide: (letter: string) => boolean): Pattern {
  if (!pattern.hasSymbol) return pattern;
  const tokens = pattern.tokens.map((token) => (token.kind === 'symbol' && isWide(token.letter) ? ANY : token));
  return toPattern(tokens, pattern.caseless);
}

function listOutside({ literal, holds }: Signed): readonly Pattern[] {
  if (literal.kind === 'text') return holds ? [] : literal.patterns;
  if (literal.kind !== 'condition' || literal.fit.kind !== 'text' || literal.isIn === holds) return [];
  return literal.fit.patterns;
}

/** A usual resource of the action, any other that reads well, and the shortest one. */
function listResources({ leaf, budget }: Found, action: string): readonly string[] {
  const question = toTextQuestion(leaf.get('resource') ?? []);
  const others = listOthers(action);
  const choices = [
    [...listUsualResources(action), ...others],
    ...(others.length === 0 ? [] : [others]),
    [`arn:aws:s3:::${USUAL}`],
    [],
  ];
  const answers = choices.map((hints) => findText({ ...question, hints }, budget));
  return [...new Set(answers.flatMap((answer) => (answer.kind === 'found' ? [answer.text] : [])))];
}

/** What else an action may be asked on: the other name of a key, on which no key policy has its say, and a telephone. */
function listOthers(action: string): readonly string[] {
  if (action.startsWith('kms:')) return [`arn:aws:kms:us-east-1:${ACCOUNT}:alias/${USUAL}`];
  return action === 'sns:Publish' ? ['+12065550100'] : [];
}

/** What the action is usually about, with usual names. */
function listUsualResources(action: string): readonly string[] {
  const known = findAction(action);
  const templates = known?.resourceTypes ?? [];
  const texts = templates.flatMap(({ arns }) =>
    arns.map((arn) =>
      arn
        .replaceAll('${Partition}', 'aws')
        .replaceAll('${Region}', 'us-east-1')
        .replaceAll('${Account}', ACCOUNT)
        .replaceAll(/\$\{[^}]*\}/g, USUAL),
    ),
  );
  return texts.toSorted((a, b) => a.length - b.length);
}

/** Puts what they stand for in the place of symbols; the key of a variable gets a value where it has none. */
function createReplacer(
  found: Found,
  context: Map<string, readonly string[]>,
  resource: string,
): (text: string) => string {
  for (const { kind, name } of listHeldSymbols(found, context, resource)) {
    if (kind === 'key' && !context.has(name)) context.set(name, [USUAL]);
  }
  const replaceOnce = (text: string): string =>
    Array.from(text, (letter) => {
      const symbol = isSymbol(letter) ? found.compiler.symbols.get(letter) : undefined;
      if (symbol === undefined) return letter;
      return symbol.kind === 'template' ? `\${${symbol.name}}` : (context.get(symbol.name)?.[0] ?? USUAL);
    }).join('');
  // A key's value may hold the symbol of another key.
  return (text) => replaceOnce(replaceOnce(text));
}

function listHeldSymbols(
  found: Found,
  context: ReadonlyMap<string, readonly string[]>,
  resource: string,
): readonly SymbolName[] {
  const texts = [...[...context.values()].flat(), resource];
  const letters = new Set(texts.flatMap((text) => Array.from(text).filter(isSymbol)));
  return [...letters].flatMap((letter) => found.compiler.symbols.get(letter) ?? []);
}
