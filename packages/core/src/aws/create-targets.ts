import { constant } from '../app/code-value.ts';
import type { CodeValue } from '../app/code-value.ts';
import { findIamResourceType } from './actions.ts';
import type { ResourceTarget, Target } from './need.ts';
import { findAliasPlace, readWhole } from './read-whole.ts';

/** What a target is made from. */
export interface TargetDraft {
  /** IAM prefix and resource type: `dynamodb:table`. */
  readonly type: string;
  /** The argument that names the resource, and the placeholder that a bare name in it fills. */
  readonly whole?: CodeValue | undefined;
  readonly wholeName?: string;
  readonly wholeForm?: 'arn' | 'url' | 'name';
  readonly isMailAddress?: true;
  /** Further placeholders. */
  readonly names?: Readonly<Record<string, CodeValue | undefined>>;
  /** Follows the ARN of the resource type. */
  readonly suffix?: string;
  /** Replaces the ARN of the resource type. */
  readonly arn?: string;
  /** Replaces the CloudFormation types of the resource type. */
  readonly cfnTypes?: readonly string[];
  /** The region that the client was made with. */
  readonly region?: CodeValue | undefined;
}

const MAX_TARGETS = 64;

/** One target for each resource that `whole` can name: the items of a list, the alternatives of a value. */
export function createTargets(draft: TargetDraft): readonly ResourceTarget[] {
  const base = createBase(draft);
  if (draft.whole === undefined || draft.wholeName === undefined) return [base];
  const wholeName = draft.wholeName;
  const alternatives = spread(draft.whole).slice(0, MAX_TARGETS);
  const found = alternatives.flatMap((value) => nameTarget(base, value, wholeName, draft.wholeForm));
  return found.length === 0 ? [base] : found;
}

function createBase(draft: TargetDraft): ResourceTarget {
  const colon = draft.type.indexOf(':');
  const prefix = draft.type.slice(0, colon);
  const known = findIamResourceType(prefix, draft.type.slice(colon + 1));
  const resourceType = known?.type ?? draft.type.slice(colon + 1);
  const arn = draft.arn ?? known?.arns[0] ?? `arn:\${Partition}:${prefix}:\${Region}:\${Account}:\${Resource}`;
  const region = arn.includes('${Region}') ? toRegion(draft.region) : undefined;
  return {
    kind: 'resource',
    prefix,
    resourceType,
    arn: `${arn}${draft.suffix ?? ''}`,
    names: { ...draft.names, ...(region === undefined ? {} : { Region: region }) },
    cfnTypes: draft.cfnTypes ?? known?.cfnTypes ?? [],
    ...(draft.isMailAddress === true ? { isMailAddress: true } : {}),
  };
}

/** The region of Lambda's own environment is the stack's; one that is not known most often is too. */
function toRegion(region: CodeValue | undefined): CodeValue | undefined {
  if (region === undefined || region.kind === 'unknown') return undefined;
  if (region.kind === 'env' && /^AWS_(DEFAULT_)?REGION$/.test(region.name)) return undefined;
  return region.kind === 'const' && typeof region.value !== 'string' ? undefined : region;
}

function spread(value: CodeValue): readonly CodeValue[] {
  if (value.kind === 'list') return value.items.flatMap(spread);
  return value.kind === 'one-of' ? value.values.flatMap(spread) : [value];
}

function nameTarget(
  base: ResourceTarget,
  value: CodeValue,
  wholeName: string,
  wholeForm: ResourceTarget['wholeForm'],
): ResourceTarget[] {
  const named: ResourceTarget = { ...base, wholeName, ...(wholeForm === undefined ? {} : { wholeForm }) };
  if (value.kind !== 'const') return [{ ...named, whole: value }];
  if (value.value === null || value.value === '' || typeof value.value === 'boolean') return [];
  // The template may tell which key an alias is of.
  if (findAliasPlace(base, String(value.value)) !== undefined) return [{ ...named, whole: value }];
  const found = readWhole(named, String(value.value));
  if (found.kind === 'none') return [];
  if (found.kind === 'arn') {
    const end = base.arn.indexOf(`\${${wholeName}}`);
    return [{ ...base, arn: `${found.arn}${end === -1 ? '' : base.arn.slice(end + wholeName.length + 3)}` }];
  }
  const names = Object.fromEntries(Object.entries(found.names).map(([name, text]) => [name, constant(text)]));
  const arn =
    found.suffix === undefined ? base.arn : base.arn.replace(`\${${wholeName}}`, (match) => match + found.suffix);
  // `wholeName` stays: the names beside it are of other things.
  return [{ ...base, wholeName, arn, names: { ...base.names, ...names } }];
}

/** Drops targets that say the same twice. */
export function uniqueTargets(targets: readonly Target[]): readonly Target[] {
  const seen = new Map<string, Target>();
  for (const target of targets) {
    const key = target.kind === 'any' ? '*' : JSON.stringify([target.arn, target.names, target.whole], mapToEntries);
    if (!seen.has(key)) seen.set(key, target);
  }
  return [...seen.values()];
}

const mapToEntries = (_: string, value: unknown): unknown => (value instanceof Map ? [...value] : value);
