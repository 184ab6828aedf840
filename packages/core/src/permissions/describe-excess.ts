import { findAction, matchActions, type AccessLevel } from '../aws/actions.ts';
import { readReach } from '../iam/read-reach.ts';
import type { ExcessPermission } from './function-permissions.ts';

/** What an excess allows, in plain words: `may read, change and delete every table in the account`. */
export interface AccessPhrase {
  readonly text: string;
  /** Higher is worse. */
  readonly weight: number;
}

type Verb = 'read' | 'change' | 'delete' | 'send' | 'run' | 'share' | 'pass' | 'assume' | 'tag';

/** How bad it is when a stranger may do so. */
const weights: Readonly<Record<Verb, number>> = {
  pass: 60,
  share: 50,
  assume: 50,
  delete: 40,
  change: 30,
  read: 20,
  run: 15,
  send: 10,
  tag: 1,
};

const phrases: Readonly<Record<Verb, string>> = {
  read: 'read',
  change: 'change',
  delete: 'delete',
  send: 'send to',
  run: 'run',
  share: 'change who may use',
  pass: 'hand on',
  assume: 'take on',
  tag: 'tag',
};

/** What a service is about, one and many; the rest is called by its prefix. */
const nouns: Readonly<Record<string, string>> = {
  dynamodb: 'table',
  s3: 'bucket',
  sqs: 'queue',
  sns: 'topic',
  lambda: 'function',
  kms: 'key',
  secretsmanager: 'secret',
  ssm: 'parameter',
  states: 'state machine',
  events: 'event bus',
  iam: 'role',
  sts: 'role',
  logs: 'log group',
  kinesis: 'stream',
  firehose: 'delivery stream',
  'cognito-idp': 'user pool',
  rds: 'database',
  'rds-data': 'database',
  ec2: 'instance',
  ecs: 'task',
  ecr: 'image repository',
  cloudformation: 'stack',
  apigateway: 'API',
  'execute-api': 'API',
  ses: 'e-mail identity',
};

/** Words for what is granted beyond the needs, worst first, one phrase for each service and set of resources. */
export function describeExcess(excess: readonly ExcessPermission[]): readonly AccessPhrase[] {
  if (excess.some((e) => e.action === '*' && isEverything(e.resource))) {
    return [{ text: 'may do anything with everything in the account', weight: 1000 }];
  }
  const groups = new Map<string, Group>();
  for (const { action, resource, unneeded } of excess) {
    const service = action.includes(':') ? action.slice(0, action.indexOf(':')).toLowerCase() : '*';
    const scope = isEverything(resource) ? '*' : resource;
    const key = `${service} ${scope}`;
    const group = groups.get(key) ?? { service, scope, verbs: new Set() };
    for (const verb of service === '*' ? allVerbs : findVerbs(action, unneeded)) group.verbs.add(verb);
    groups.set(key, group);
  }
  return mergeAlike([...groups.values()])
    .map(toPhrase)
    .sort((a, b) => b.weight - a.weight);
}

const phrasesShown = 4;

/** The worst of {@link describeExcess} in one sentence's words, `undefined` where there is nothing to say. */
export function summariseExcess(excess: readonly ExcessPermission[]): string | undefined {
  const texts = describeExcess(excess).map(({ text }) => text);
  const shown = texts.length > phrasesShown ? [...texts.slice(0, phrasesShown), 'more'] : texts;
  return shown.length === 0 ? undefined : shown.join(', and ');
}

/** What may be done to one kind of resource; `scope` is `*` or names it. */
interface Group {
  readonly service: string;
  readonly scope: string;
  readonly verbs: Set<Verb>;
}

/** Kinds of which the same may be done to every one, or whatever may be done to one resource. */
interface AlikeGroup {
  readonly nouns: readonly string[];
  readonly scope: string;
  readonly verbs: readonly Verb[];
}

function mergeAlike(groups: readonly Group[]): readonly AlikeGroup[] {
  const merged = new Map<string, { nouns: string[]; scope: string; verbs: readonly Verb[] }>();
  for (const { service, scope, verbs } of groups) {
    const ordered = (Object.keys(phrases) as Verb[]).filter((verb) => verbs.has(verb));
    const key = JSON.stringify([scope, ordered]);
    const noun =
      service === '*'
        ? 'resource'
        : ((Object.hasOwn(nouns, service) ? nouns[service] : undefined) ?? `${service} resource`);
    const entry = merged.get(key) ?? { nouns: [], scope, verbs: ordered };
    if (!entry.nouns.includes(noun)) entry.nouns.push(noun);
    merged.set(key, entry);
  }
  return [...merged.values()];
}

const allVerbs: readonly Verb[] = ['read', 'change', 'delete'];

function findVerbs(pattern: string, unneeded: readonly string[] | undefined): readonly Verb[] {
  const actions = unneeded ?? matchActions(pattern);
  const verbs = new Set((actions.length === 0 ? [pattern] : actions).map(toVerb));
  // Whoever may change or read a thing may as well tag it: not worth a word.
  return verbs.size > 1 ? [...verbs].filter((verb) => verb !== 'tag') : [...verbs];
}

const byName: readonly (readonly [RegExp, Verb])[] = [
  [/^iam:PassRole$/i, 'pass'],
  [/^sts:Assume/i, 'assume'],
  [/:(?:Delete|Terminate|Remove|Purge|Destroy|BatchDelete|Cancel)/i, 'delete'],
  [/^(?:sqs|sns|ses|events|kinesis|firehose|mobiletargeting):(?:Send|Publish|PutEvents|PutRecord)/i, 'send'],
  [/:(?:Invoke|StartExecution|StartSyncExecution|RunTask)/i, 'run'],
];

const byLevel: Readonly<Record<AccessLevel, Verb>> = {
  List: 'read',
  Read: 'read',
  Write: 'change',
  Tagging: 'tag',
  'Permissions management': 'share',
};

function toVerb(action: string): Verb {
  const named = byName.find(([pattern]) => pattern.test(action));
  if (named !== undefined) return named[1];
  const level = findAction(action)?.access;
  if (level !== undefined) return byLevel[level];
  return /:(?:Get|List|Describe|Query|Scan|Search|BatchGet|Head|Read)/i.test(action) ? 'read' : 'change';
}

/** True where one of the resources is `*` or an ARN that leaves the resource itself open (`arn:…:table/*`). */
const isEverything = (resource: string): boolean =>
  resource.startsWith('all but ') ||
  resource.split(', ').some((text) => readReach(text.replaceAll(/\$\{[^}]*\}/g, '<>')) !== 'named');

const nounsShown = 3;

function toPhrase(group: AlikeGroup): AccessPhrase {
  const { verbs, scope } = group;
  const shown = group.nouns.slice(0, nounsShown);
  const rest = group.nouns.length - shown.length;
  const all = toList(rest > 0 ? [...shown, `${rest} more ${rest === 1 ? 'kind' : 'kinds'} of resource`] : shown);
  const named = scope === '${?}' ? 'what the template does not tell' : scope;
  const what = scope === '*' ? `every ${all} in the account` : named;
  const sum = Math.max(0, ...verbs.map((verb) => weights[verb])) + verbs.length;
  const text = `may ${toList(verbs.map((verb) => phrases[verb]))} ${what}`;
  return { text, weight: scope === '*' ? sum * 4 + group.nouns.length : sum };
}

const toList = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
