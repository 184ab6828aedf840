import type { Template } from '../app/application.ts';
import { findText, type Value } from '../app/value.ts';
import type { Policy, Statement } from '../iam/policy/policy.ts';
import { relate } from '../iam/relate/relate.ts';
import type { Relation } from '../iam/relate/witness.ts';
import type { FunctionAccess } from './compare-access.ts';
import { createNames, EVERYTHING, toDeployed } from './deployed-policy.ts';
import { findRoot } from './find-root.ts';
import { printWords } from './print-words.ts';
import { toCondition, UNNAMED } from './reconcile/view-statements.ts';

/**
 * Denials of what no deployment can be, by what the conditions of templates say of each other (`Fn::And`, `Fn::Or`, `Fn::Not`, `Condition`, and
 * one parameter that would have to equal two texts). Conditions that policies do not turn on are left out.
 */
export function listImpossible(versions: readonly VersionPolicies[]): readonly Statement[] {
  const found: Found = { rules: new Map(), leaves: new Map(), isTelling: false };
  for (const { policies, access } of versions) {
    const { permissions, application } = access;
    const conditions = policies.flatMap(({ statements }) => statements.flatMap((one) => one.conditions));
    const keys = new Set(conditions.map(({ key }) => key));
    const names = createNames(findRoot(permissions.function.template, application));
    for (const template of application.templates) {
      const toName = (id: string): string => names(`${template.file}#${id}`);
      const used = [...template.conditions.keys()].filter((id) => keys.has(toCondition(toName(id), true).key));
      readDefinitions(used, template, { toName, found });
    }
  }
  const leaves = [...found.leaves.values()];
  for (const pair of listRivals(leaves)) rule(found, pair, true);
  const isTelling = found.isTelling || leaves.some(({ users }) => users.size > 1);
  if (!isTelling || found.rules.size > MOST_RULES) return [];
  const denials = [...found.rules.values()].map((literals): Statement => ({
    ...EVERYTHING,
    effect: 'Deny',
    conditions: literals.map(({ name, holds }) => toCondition(name, holds)),
  }));
  // Conditions that refer to each other in a circle may rule out everything, and say nothing then.
  const isPossible = relate(toDeployed('identity', [EVERYTHING, ...denials], []), toDeployed('identity', [], []));
  return isPossible.result === 'new-access' ? denials : [];
}

/** Asks a question of a policy, and where it has an answer, whether that is one of a deployment that can be. */
export function relatePossible(
  policy: Policy,
  impossible: readonly Statement[],
  ask: (policy: Policy) => Relation,
): Relation {
  const relation = ask(policy);
  if (impossible.length === 0 || relation.result === 'no-new-access') return relation;
  const { statements } = policy;
  // They come last, so that every other statement keeps its place.
  const denials = impossible.map((one, at) => ({ ...one, index: statements.length + at }));
  return ask({ ...policy, statements: [...statements, ...denials] });
}

/** More are not told apart: then conditions count as if each could be anything. */
const MOST_RULES = 400;
const MOST_LEAVES = 30;
const MAX_DEPTH = 20;

/** What a version of a template comes to, for one function. */
interface VersionPolicies {
  readonly access: FunctionAccess;
  readonly policies: readonly Policy[];
}

interface Literal {
  readonly name: string;
  readonly holds: boolean;
}

/** A comparison, with the text that it compares something with. */
interface Leaf extends Literal {
  readonly subject: string;
  readonly text: string | undefined;
  /** The conditions that it is written in. */
  readonly users: Set<string>;
}

interface Found {
  /** Literals that never hold at once. */
  readonly rules: Map<string, readonly Literal[]>;
  readonly leaves: Map<string, Leaf>;
  /** True where conditions depend on each other. */
  isTelling: boolean;
}

interface Reader {
  /** What a condition of the template is called. */
  readonly toName: (id: string) => string;
  readonly found: Found;
}

interface ConditionReader extends Reader {
  /** What the condition that is read is called. */
  readonly user: string;
  readonly visit: (id: string) => unknown;
}

const negate = ({ name, holds }: Literal): Literal => ({ name, holds: !holds });

function rule(found: Found, literals: readonly Literal[], isTelling: boolean): void {
  found.rules.set(JSON.stringify(literals), literals);
  found.isTelling ||= isTelling;
}

/** What conditions are made of, and what these are made of. */
function readDefinitions(used: readonly string[], { conditions }: Template, reader: Reader): void {
  const all = new Set(used);
  // Names are added behind those that are looked at, and are looked at as well.
  for (const id of all) {
    const value = conditions.get(id);
    if (value === undefined) continue;
    const own: Literal = { name: reader.toName(id), holds: true };
    const meant = readLiteral(value, { ...reader, user: own.name, visit: (other) => all.add(other) });
    const isOther = meant.name !== own.name && !reader.found.leaves.has(meant.name);
    rule(reader.found, [own, negate(meant)], isOther || !meant.holds);
    rule(reader.found, [negate(own), meant], false);
  }
}

function readLiteral(value: Value, reader: ConditionReader, depth = 0): Literal {
  const [operator, argument] = value.kind === 'map' ? ([...value.entries][0] ?? []) : [];
  const items = argument?.kind === 'list' ? argument.items : argument === undefined ? [] : [argument];
  const [first] = items;
  const id = findText(first);
  if (operator === 'Condition' && id !== undefined) {
    reader.visit(id);
    return { name: reader.toName(id), holds: true };
  }
  if (first === undefined || depth > MAX_DEPTH) return toLeaf(value, [], reader);
  const again = (item: Value): Literal => readLiteral(item, reader, depth + 1);
  if (operator === 'Fn::Not') return negate(again(first));
  if (operator !== 'Fn::And' && operator !== 'Fn::Or')
    return toLeaf(value, operator === 'Fn::Equals' ? items : [], reader);
  // One of several holds unless all others do.
  const isAnd = operator === 'Fn::And';
  const whole: Literal = { name: reader.toName(UNNAMED + printWords(value)), holds: isAnd };
  const parts = items.map(again).map((part) => (isAnd ? part : negate(part)));
  for (const part of parts) rule(reader.found, [whole, negate(part)], true);
  rule(reader.found, [negate(whole), ...parts], true);
  return { ...whole, holds: true };
}

function toLeaf(value: Value, compared: readonly Value[], { toName, found, user }: ConditionReader): Literal {
  const words = compared.length === 2 ? compared.map(printWords).toSorted() : [printWords(value)];
  const text = compared.find((item) => item.kind === 'literal');
  const subject = compared.find((item) => item !== text);
  const name = toName(UNNAMED + words.join());
  const users = found.leaves.get(name)?.users ?? new Set();
  users.add(user);
  found.leaves.set(name, { name, holds: true, subject: toName(printWords(subject)), text: findText(text), users });
  return { name, holds: true };
}

/** Comparisons of one thing with different texts. */
function listRivals(leaves: readonly Leaf[]): readonly (readonly Literal[])[] {
  if (leaves.length > MOST_LEAVES) return [];
  return leaves.flatMap((one, index) =>
    leaves.slice(index + 1).flatMap((other) => {
      const isRival = one.subject === other.subject && one.text !== undefined && other.text !== undefined;
      return isRival && one.text !== other.text ? [[one, other]] : [];
    }),
  );
}
