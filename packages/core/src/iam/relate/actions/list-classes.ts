import { matchActions } from '../../../aws/actions.ts';
import { matchesWildcards } from '../../../app/matches-wildcards.ts';
import type { Statement } from '../../policy/policy.ts';
import { hasSymbol, printText } from '../../policy/text.ts';
import type { Budget } from '../budget.ts';
import { TooLarge } from '../too-large.ts';
import { findText } from '../text/find-text.ts';
import { holdsSymbols, parseGlob, toPattern } from '../text/pattern.ts';
import { rankAction } from './rank-action.ts';

/** Actions that the same statements are about. */
export interface ActionClass {
  /** Some of them, the most ordinary first, in AWS's spelling where AWS has it. */
  readonly actions: readonly string[];
  /** The places of the statements that are about them. */
  readonly statements: ReadonlySet<number>;
}

/** Stand for all actions that no statement tells apart from the rest. */
const COMMON = [
  ['s3:GetObject', 'dynamodb:GetItem', 'sqs:SendMessage', 'ec2:RunInstances', 'lambda:InvokeFunction'],
  ['s3:ListBucket', 's3:PutObject', 's3:DeleteObject', 'ec2:DescribeInstances', 'ec2:CreateTags', 'iam:PassRole'],
  ['dynamodb:UpdateItem', 'dynamodb:BatchGetItem', 'lambda:CreateFunction', 'sns:Publish', 'logs:StartQuery'],
].flat();
/** A name that AWS does not have and no pattern is likely to mean. */
const NOVEL = 'xq0znovelaction';
const NOVEL_SERVICE = 'xq0znovelservice';
/** The names of actions have less than a hundred letters. */
const MAX_LENGTH = 1_000;
/** What it takes to put a statement into a class, to try a pattern on an action, on all actions of a service, and on another pattern. */
const PLACE = 8;
const MATCH = 10;
const MEETING = 100;
const EXPANSION = 2_000;

/**
 * Groups every action that there is, and those that there may be, by the statements that are about them: AWS's own, those that a
 * statement names, and for each pattern one that AWS does not have (yet).
 */
export function listClasses(statements: readonly Statement[], budget: Budget): readonly ActionClass[] {
  const patterns = listPatterns(statements);
  const letters = listLetters([...patterns.keys()], budget);
  const classes = new Map<string, RankedClass>();
  const everywhere = (patterns.get('*') ?? []).filter((place) => statements[place]?.actions.not === false);
  const exclusions = statements.flatMap(({ actions }, place) => (actions.not ? [place] : []));
  const excluded = new Set(exclusions);
  const closed = new Set(patterns.get('*') ?? []);
  for (const { matched, actions } of groupLetters(letters.values())) {
    const hit = new Set([...matched].flatMap((pattern) => patterns.get(pattern) ?? []));
    if ((budget.steps -= (everywhere.length + exclusions.length + matched.size + hit.size) * PLACE) < 0)
      throw new TooLarge('too many steps');
    const left = exclusions.filter((place) => !hit.has(place) && !closed.has(place));
    const about = [...hit].filter((place) => !excluded.has(place) && !closed.has(place));
    const key = `${about.sort((a, b) => a - b).join()} ${left.join()}`;
    const known = classes.get(key);
    if (known === undefined) classes.set(key, { actions, statements: new Set([...everywhere, ...about, ...left]) });
    else classes.set(key, { ...known, actions: keepBest([...known.actions, ...actions]) });
  }
  return [...classes.values()]
    .sort((a, b) => toRank(a) - toRank(b))
    .map(({ actions, ...rest }) => ({ ...rest, actions: actions.map(({ action }) => action) }));
}

interface RankedClass extends Pick<ActionClass, 'statements'> {
  readonly actions: readonly RankedAction[];
}

interface RankedAction {
  readonly action: string;
  readonly rank: number;
}

const toRank = ({ actions }: RankedClass): number => actions[0]?.rank ?? 0;

/** What a statement names comes before all else: that is what somebody had in mind. */
const NAMED = 1_000_000;
/** So many actions of a class come into question as an example. */
const MOST_KEPT = 8;

/** The actions that the same patterns match, by these. */
function groupLetters(letters: Iterable<Letter>): Iterable<Pick<Letter, 'matched'> & Pick<RankedClass, 'actions'>> {
  const groups = new Map<string, Pick<Letter, 'matched'> & { actions: RankedAction[] }>();
  for (const { action, matched } of letters) {
    const rank = rankAction(action) - (matched.has(action.toLowerCase()) ? NAMED : 0);
    const signature = [...matched].sort().join();
    const group = groups.get(signature);
    if (group === undefined) groups.set(signature, { matched, actions: [{ action, rank }] });
    else group.actions.push({ action, rank });
  }
  return [...groups.values()].map(({ matched, actions }) => ({ matched, actions: keepBest(actions) }));
}

const keepBest = (actions: readonly RankedAction[]): readonly RankedAction[] =>
  actions.toSorted((a, b) => a.rank - b.rank).slice(0, MOST_KEPT);

/** Each pattern with the places of the statements that hold it. */
function listPatterns(statements: readonly Statement[]): Map<string, number[]> {
  const patterns = new Map<string, number[]>();
  statements.forEach(({ actions }, place) => {
    for (const text of actions.patterns) {
      if (hasSymbol(text)) continue;
      const spelled = printText(text).replaceAll(/\*+/g, '*');
      // Every action has a service and a name.
      const pattern = spelled === '*:*' ? '*' : spelled;
      if (pattern.length > MAX_LENGTH) throw new TooLarge('too long');
      if (holdsSymbols(pattern)) throw new TooLarge('reserved letters');
      const places = patterns.get(pattern);
      if (places === undefined) patterns.set(pattern, [place]);
      else if (places.at(-1) !== place) places.push(place);
    }
  });
  return patterns;
}

interface Letter {
  readonly action: string;
  readonly matched: Set<string>;
}

function listLetters(patterns: readonly string[], budget: Budget): ReadonlyMap<string, Letter> {
  const letters = new Map<string, Letter>();
  const add = (action: string, pattern?: string): void => {
    // No request has another action than such.
    if (!/^[\w-]+:[\w-]+$/.test(action)) return;
    const key = action.toLowerCase();
    let letter = letters.get(key);
    if (letter === undefined) letters.set(key, (letter = { action, matched: new Set() }));
    if (pattern !== undefined) letter.matched.add(pattern);
  };
  const wild = patterns.filter((pattern) => /[*?]/.test(pattern) && pattern !== '*');
  const literal = patterns.filter((pattern) => !/[*?]/.test(pattern));
  const named = new Set(literal);
  const services = listServices(patterns);
  for (const pattern of wild) for (const action of expand(pattern, services, budget)) add(action, pattern);
  for (const pattern of literal) add(matchActions(pattern)[0] ?? pattern, pattern);
  for (const action of COMMON) add(action);
  const known = new Set(letters.keys());
  const common = new Set(COMMON.map((action) => action.toLowerCase()));
  for (const action of listNovel(wild, literal, budget)) add(action);
  const byService = groupByService(wild);
  for (const [key, letter] of letters) {
    // What AWS's own actions match was found above, but for literals, common ones and wildcards of services.
    if (known.has(key) && letter.matched.size > 0 && !named.has(key) && !common.has(key)) continue;
    for (const pattern of findCandidates(byService, key)) {
      if ((budget.steps -= MATCH) < 0) throw new TooLarge('too many steps');
      if (matchesWildcards(pattern, key)) letter.matched.add(pattern);
    }
    if (named.has(key)) letter.matched.add(key);
  }
  return letters;
}

/**
 * AWS's actions that a pattern matches. Of services that are matched by wildcards alone the common actions and those made up stand for
 * all.
 */
function expand(pattern: string, services: readonly string[], budget: Budget): readonly string[] {
  const colon = pattern.indexOf(':');
  const service = pattern.slice(0, colon);
  if (colon !== -1 && !/[*?]/.test(service)) return matchOwn(pattern, budget);
  if (colon === -1) return [];
  const matched = services.filter((name) => matchesWildcards(service, name));
  budget.steps -= services.length;
  return matched.flatMap((name) => matchOwn(name + pattern.slice(colon), budget));
}

function matchOwn(pattern: string, budget: Budget): readonly string[] {
  if ((budget.steps -= EXPANSION) < 0) throw new TooLarge('too many steps');
  return matchActions(pattern);
}

const listServices = (patterns: readonly string[]): readonly string[] => [
  ...new Set(patterns.map(toService).filter((service) => service !== '' && !/[*?]/.test(service))),
];

/** Actions that AWS does not have: one of each pattern, of each service, of no service, and of two patterns at once. */
function listNovel(wild: readonly string[], literal: readonly string[], budget: Budget): readonly string[] {
  const services = listServices([...wild, ...literal]);
  const own = wild.map((pattern) => pattern.replaceAll('*', NOVEL).replaceAll('?', 'q'));
  const short = wild.map((pattern) => pattern.replaceAll('*', '').replaceAll('?', 'q'));
  const ofServices = services.map((service) => `${service}:${NOVEL}`);
  return [`${NOVEL_SERVICE}:${NOVEL}`, ...own, ...short, ...ofServices, ...listMeetings(wild, budget)];
}

/** What two patterns have in common, where neither holds the other. */
function listMeetings(wild: readonly string[], budget: Budget): readonly string[] {
  const meetings: string[] = [];
  const ends = wild.map((pattern) => ({
    pattern,
    head: pattern.slice(0, pattern.search(/[*?]/)),
    tail: /[^*?]*$/.exec(pattern)?.[0] ?? '',
    text: toPattern(parseGlob(pattern)),
  }));
  if ((budget.steps -= (ends.length * ends.length) / 2) < 0) throw new TooLarge('too many steps');
  ends.forEach((one, index) => {
    for (const other of ends.slice(index + 1)) {
      if (!isEither(one.head, other.head, 'startsWith') || !isEither(one.tail, other.tail, 'endsWith')) continue;
      if ((budget.steps -= MEETING) < 0) throw new TooLarge('too many steps');
      const meeting = findText({ inside: [[one.text], [other.text]], outside: [] }, budget);
      if (meeting.kind === 'found') meetings.push(meeting.text);
    }
  });
  return meetings;
}

/** Whether one text begins or ends with the other. */
const isEither = (one: string, other: string, how: 'startsWith' | 'endsWith'): boolean =>
  one[how](other) || other[how](one);

const toService = (pattern: string): string => pattern.slice(0, Math.max(pattern.indexOf(':'), 0));

/** Patterns by the service that they name; `*` for those that name it by a wildcard. */
function groupByService(wild: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const pattern of wild) {
    const service = /^[^*?:]+:/.test(pattern) ? toService(pattern) : '*';
    const group = groups.get(service);
    if (group === undefined) groups.set(service, [pattern]);
    else group.push(pattern);
  }
  return groups;
}

const findCandidates = (groups: ReadonlyMap<string, readonly string[]>, action: string): readonly string[] => [
  ...(groups.get(toService(action)) ?? []),
  ...(groups.get('*') ?? []),
];
