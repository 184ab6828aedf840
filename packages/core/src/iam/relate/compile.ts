import { isSpent, type Budget } from './budget.ts';
import { findOperator } from '../conditions/index.ts';
import { toExactText } from '../policy/match-text.ts';
import type { Condition, PatternSet, Statement } from '../policy/policy.ts';
import type { Fit, Literal, Presence, Signed } from './literal.ts';
import { MOST_SYMBOLS, toPattern, toSymbol, toLetters, type Pattern, type Token } from './text/pattern.ts';
import { countText, readPatterns, readValues, resolve } from './read-values.ts';
import type { Meaning } from './to-pattern.ts';
import { TooLarge } from './too-large.ts';

/** A statement applies where all signed literals of one of its cases hold. */
export type Case = readonly Signed[];

export interface Compiler {
  /** The cases of a statement, its actions apart. `values`: what some keys are known to be. */
  toCases(statement: Statement, values: ReadonlyMap<string, string>): readonly Case[];
  /** That a key has this one value. */
  toEquality(key: string, value: string): Signed;
  /** Names of the symbols in texts, by their letter. */
  readonly symbols: ReadonlyMap<string, SymbolName>;
}

export interface SymbolName {
  readonly kind: 'key' | 'template';
  readonly name: string;
  /** True for what holds no wildcards: a region, an account, the name that a resource gets. */
  readonly isPlain: boolean;
}

/** More variables in one statement would make too many cases. */
const MAX_VARIABLES = 7;
/** What it takes to read a letter of a policy. */
const LETTER = 5;

type Draft<T = Literal> = T extends Literal ? Omit<T, 'id'> : never;

/** Reads statements as cases of literals. `placesOf` tells which principals of the question a statement is about. */
export function createCompiler(
  placesOf: (statement: Statement) => ReadonlySet<number> | undefined,
  budget: Budget,
): Compiler {
  const literals = new Map<string, Literal>();
  const intern = (key: string, draft: Draft): Literal => {
    let literal = literals.get(key);
    if (literal === undefined) literals.set(key, (literal = { ...draft, id: literals.size + 1 }));
    return literal;
  };
  const symbols = new Map<string, SymbolName>();
  const letters = new Map<string, string>();
  const toSymbolToken = (kind: SymbolName['kind'], name: string, isPlain = false, isExact = false): Token => {
    const id = `${kind} ${name}${isExact ? ' as text' : ''}`;
    let letter = letters.get(id);
    if (letter === undefined) {
      if (letters.size >= MOST_SYMBOLS) throw new TooLarge('too many variables');
      letters.set(id, (letter = toSymbol(letters.size, kind === 'template' && isPlain)));
      symbols.set(letter, { kind, name, isPlain });
    }
    return { kind: 'symbol', letter };
  };
  const toCase = (statement: Statement, single: ReadonlySet<string>, values: ReadonlyMap<string, string>) => {
    budget.steps -= countLetters(statement) * LETTER;
    if (isSpent(budget)) throw new TooLarge('too many steps');
    const meaning: Meaning = {
      ofVariable: (key) => values.get(key) ?? (single.has(key) ? toSymbolToken('key', key) : undefined),
      ofSymbol: (id, sort, isExact = false) =>
        toSymbolToken('template', id, sort === 'segment', isExact && sort === 'free'),
    };
    const places = placesOf(statement);
    return [
      ...(places === undefined ? [] : [readPrincipals(places, intern)]),
      ...(statement.resources === undefined ? [] : [readResources(statement.resources, meaning, intern)]),
      ...statement.conditions.map((condition) => readCondition(condition, meaning, intern)),
    ];
  };
  const known = new Map<Statement, readonly Case[]>();
  const build = (statement: Statement, values: ReadonlyMap<string, string>): readonly Case[] => {
    const keys = listVariables(statement).filter((key) => !values.has(key));
    if (keys.length > MAX_VARIABLES) throw new TooLarge('too many variables');
    return listSubsets(keys).map((single) => [
      ...keys.map((key) => readPresence(key, ['one'], intern, single.has(key))),
      ...toCase(statement, single, values),
    ]);
  };
  return {
    symbols,
    toCases: (statement, values) => {
      if (values.size > 0) return build(statement, values);
      let cases = known.get(statement);
      if (cases === undefined) known.set(statement, (cases = build(statement, values)));
      return cases;
    },
    toEquality: (key, value) => {
      const fit: Fit = { kind: 'text', patterns: [toPattern(toLetters(value))] };
      return readFit(key, { fit, isIn: true, absent: false, every: false }, intern);
    },
  };
}

type Intern = (key: string, draft: Draft) => Literal;

function readPrincipals(places: ReadonlySet<number>, intern: Intern): Signed {
  const key = `p ${[...places].join()}`;
  return { literal: intern(key, { kind: 'principal', dimension: 'principal', places }), holds: true };
}

function readResources(set: PatternSet, meaning: Meaning, intern: Intern): Signed {
  const patterns = readPatterns(set.patterns, 'plain', meaning) ?? [];
  const draft: Draft = { kind: 'text', dimension: 'resource', patterns };
  return { literal: intern(`r ${keyOf(patterns)}`, draft), holds: !set.not };
}

function readPresence(key: string, states: readonly Presence[], intern: Intern, holds = true): Signed {
  const draft: Draft = { kind: 'presence', dimension: `key:${key}`, states: new Set(states) };
  return { literal: intern(`n ${key} ${states.join()}`, draft), holds };
}

function readCondition(condition: Condition, meaning: Meaning, intern: Intern): Signed {
  const operator = findOperator(condition.operator);
  const { key, qualifier, ifExists, values } = condition;
  if (operator?.family === 'null') return readNull(condition, meaning, intern);
  const isNegated = operator?.isNegated === true;
  return readFit(
    key,
    {
      fit: readValues(condition, meaning, values),
      isIn: !isNegated,
      absent: ifExists || qualifier === 'ForAllValues' || (isNegated && qualifier === undefined),
      every: qualifier === undefined ? isNegated : qualifier === 'ForAllValues',
    },
    intern,
  );
}

interface Demand {
  readonly fit: Fit;
  readonly isIn: boolean;
  readonly absent: boolean;
  readonly every: boolean;
}

/** What every value is, none is not: so one literal stands for a condition and its opposite. */
function readFit(key: string, { fit, isIn, absent, every }: Demand, intern: Intern): Signed {
  const draft: Draft = {
    kind: 'condition',
    dimension: `key:${key}`,
    fit,
    isIn: isIn !== every,
    absent: absent !== every,
  };
  const name = `c ${key} ${String(draft.isIn)} ${String(draft.absent)} ${spellFit(fit)}`;
  return { literal: intern(name, draft), holds: !every };
}

function readNull({ key, values }: Condition, meaning: Meaning, intern: Intern): Signed {
  const wanted = new Set(values.map((value) => toExactText(resolve(value, meaning))?.toLowerCase()));
  const states: Presence[] = [];
  if (wanted.has('true')) states.push('absent');
  if (wanted.has('false')) states.push('one', 'several');
  return readPresence(key, states, intern);
}

function countLetters({ resources, conditions }: Statement): number {
  const lists = [resources?.patterns ?? [], ...conditions.map(({ values }) => values)];
  return lists.reduce((sum, texts) => sum + texts.reduce((own, text) => own + countText(text), 1), 1);
}

const keyOf = (patterns: readonly Pattern[]): string => JSON.stringify(patterns.map(({ key }) => key).sort());

function spellFit(fit: Fit): string {
  if (fit.kind === 'text') return keyOf(fit.patterns);
  if (fit.kind === 'typed') return `${fit.operator.name.replace('Not', '')} ${JSON.stringify(fit.wanted)}`;
  return `open ${fit.name}`;
}

/** The keys of the policy variables in a statement. */
export function listVariables(statement: Statement): readonly string[] {
  const texts = [...(statement.resources?.patterns ?? []), ...statement.conditions.flatMap(({ values }) => values)];
  return [...new Set(texts.flatMap((text) => text.flatMap((part) => (part.kind === 'variable' ? [part.key] : []))))];
}

function listSubsets(keys: readonly string[]): readonly ReadonlySet<string>[] {
  return Array.from(
    { length: 2 ** keys.length },
    (_, bits) => new Set(keys.filter((_, index) => (bits >> index) % 2 === 1)),
  );
}
