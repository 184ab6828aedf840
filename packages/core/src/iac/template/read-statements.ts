import { joinBranches, toOnlyIf, type Branch } from '../../app/branch.ts';
import { isDynamic } from '../../app/dynamic-reference.ts';
import { chooseBranch, findConditions, listCases } from '../../app/choose-branch.ts';
import type { Location } from '../../app/location.ts';
import type { StatementSource } from '../../app/role.ts';
import type { BranchedValue, MapValue, Value } from '../../app/value.ts';
import { emptyMap, findEntry, findText, toBranches, toItems, unknown } from '../../app/value.ts';

/**
 * The statements of a policy document, or of a single statement that stands in its place; `null` when it has neither.
 * A statement of a wrong shape is left out.
 */
export function readStatements(document: Value | undefined, fallback: Location): readonly StatementSource[] | null {
  const documents = toBranches(document).map((branch) => readDocument(branch, fallback));
  return documents.length === 0 || documents.includes(null)
    ? null
    : documents.flatMap((statements) => statements ?? []);
}

function readDocument({ value, onlyIf }: BranchedValue, fallback: Location): readonly StatementSource[] | null {
  if (value.kind !== 'map') return null;
  const statement = findEntry(value, 'Statement');
  if (statement === undefined && findEntry(value, 'Effect') === undefined) return null;
  const version = findEntry(value, 'Version');
  const written = toBranches(statement ?? value, onlyIf).flatMap((branch) =>
    readBranch(branch.value, branch.onlyIf ?? [], fallback).map((one) => ofVersion(one, version)),
  );
  const macro = statement === undefined ? undefined : findEntry(value, MACRO);
  return macro === undefined ? written : [...written, toUnread(macro, onlyIf ?? [], value.at ?? fallback)];
}

/** A macro, or `AWS::Include`, puts more beside it. */
export const MACRO = 'Fn::Transform';

/** AWS reads `${…}` as a variable only in a document that says so. */
function ofVersion(statement: StatementSource, version: Value | undefined): StatementSource {
  if (version !== undefined && version.kind !== 'literal') return { ...statement, unread: version };
  return findText(version) === '2012-10-17' ? statement : { ...statement, isOld: true };
}

function readBranch(value: Value, onlyIf: readonly Branch[], fallback: Location): readonly StatementSource[] {
  if (value.kind === 'no-value' || value.kind === 'list') return [];
  if (value.kind === 'literal' && !isDynamic(value)) return [];
  if (value.kind !== 'map') return [toUnread(value, onlyIf, fallback)];
  return splitByBranch(value, onlyIf).map((part) => readStatement(part.value, part.onlyIf, fallback));
}

function readStatement(value: MapValue, onlyIf: readonly Branch[], fallback: Location): StatementSource {
  const unread = findUnread(value);
  const notAction = findEntry(value, 'Action') === undefined && findEntry(value, 'NotAction') !== undefined;
  const notResource = findEntry(value, 'Resource') === undefined && findEntry(value, 'NotResource') !== undefined;
  return {
    sid: findText(findEntry(value, 'Sid')) ?? null,
    ...toOnlyIf(onlyIf),
    ...(unread === undefined ? {} : { unread }),
    effect: mayDeny(value) ? 'Deny' : 'Allow',
    actions: toItems(findEntry(value, notAction ? 'NotAction' : 'Action')),
    notAction,
    resources: toItems(findEntry(value, notResource ? 'NotResource' : 'Resource')).flatMap(toNestedItems),
    notResource,
    condition: findEntry(value, 'Condition') ?? null,
    at: value.at ?? fallback,
  };
}

/** Conditions of one statement that are told apart. */
const MOST_CONDITIONS = 4;

interface Part {
  readonly value: MapValue;
  readonly onlyIf: readonly Branch[];
}

/**
 * A statement for each case of the conditions by which it says another thing as a whole: in its effect, its condition, and what it leaves
 * out. What it lists to allow or to deny needs no cases.
 */
function splitByBranch(value: MapValue, onlyIf: readonly Branch[]): readonly Part[] {
  const names = ['Effect', 'Condition', 'NotAction', 'NotResource', ...findRivals(value)];
  const parts = new Map([...value.entries].filter(([name]) => names.includes(name)));
  const conditions = findConditions({ kind: 'map', entries: parts });
  if (conditions.size === 0) return [{ value, onlyIf }];
  if (conditions.size > MOST_CONDITIONS) return [{ value: withUnreadEffect(value), onlyIf }];
  return listCases(conditions).flatMap((inCase) => {
    const within = joinBranches(onlyIf, inCase);
    if (within === undefined) return [];
    const chosen = chooseBranch({ kind: 'map', entries: parts }, inCase) as MapValue;
    const others = [...value.entries].filter(([name]) => !parts.has(name));
    return [{ value: { ...value, entries: new Map([...others, ...chosen.entries]) }, onlyIf: within }];
  });
}

/** Where both stand, `Fn::If` tells which of them is there. */
const findRivals = (value: MapValue): readonly string[] =>
  ['Action', 'Resource'].filter((name) => value.entries.has(name) && value.entries.has(`Not${name}`));

const withUnreadEffect = (value: MapValue): MapValue => ({
  ...value,
  entries: new Map([...value.entries, ['Effect', unknown('the statement has too many branches of `Fn::If`')]]),
});

/** What keeps a statement from being read, in whole: that a macro brings it, or that its effect is no constant. */
function findUnread(value: MapValue): Value | undefined {
  const effect = findEntry(value, 'Effect');
  return findEntry(value, MACRO) ?? (effect !== undefined && !isRead(effect) ? effect : undefined);
}

const isRead = (effect: Value): boolean => effect.kind === 'literal' && !isDynamic(effect);

/** What says that it denies, or does not say that it allows. */
function mayDeny(value: MapValue): boolean {
  const effect = findEntry(value, 'Effect');
  if (effect === undefined) return findEntry(value, MACRO) !== undefined;
  return !isRead(effect) || findText(effect) === 'Deny';
}

/** A statement that is told, and grants nothing. */
const toUnread = (value: Value, onlyIf: readonly Branch[], fallback: Location): StatementSource => ({
  ...readStatement(emptyMap, onlyIf, value.at ?? fallback),
  unread: value,
  effect: 'Deny',
});

/** SAM and CloudFormation flatten a list inside the list of resources. */
const toNestedItems = (value: Value): readonly Value[] => (value.kind === 'list' ? toItems(value) : [value]);
