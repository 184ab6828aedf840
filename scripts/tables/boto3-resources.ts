import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { writeTable } from './emit.ts';
import type { Model } from './sources.ts';
import type { Service } from './services.ts';

interface Source {
  readonly target: string;
  readonly source: string;
  readonly name?: string;
  readonly path?: string;
  readonly value?: string;
}

interface Related {
  readonly type: string;
  readonly identifiers?: readonly Source[];
  /** Where the answer holds the resource's own data. */
  readonly path?: string;
}

interface Action {
  readonly request: { readonly operation: string; readonly params?: readonly Source[] };
  readonly resource?: Related;
}

interface Definition {
  readonly identifiers?: readonly { readonly name: string; readonly memberName?: string }[];
  readonly shape?: string;
  readonly load?: Action;
  readonly actions?: Readonly<Record<string, Action>>;
  readonly batchActions?: Readonly<Record<string, Action>>;
  readonly has?: Readonly<Record<string, { readonly resource: Related }>>;
  readonly hasMany?: Readonly<Record<string, Action>>;
  readonly waiters?: Readonly<Record<string, { readonly waiterName: string; readonly params?: readonly Source[] }>>;
}

/** `key {"Resource":{i,a,b,h,c,w,l,s}}`, the short names of `Boto3Resource` in packages/core/src/aws/boto3-resources.ts. */
export function writeBoto3Resources(services: readonly Service[], boto: string): void {
  const root = join(boto, 'boto3', 'data');
  const lines = services.flatMap((service) => {
    const folder = join(root, service.boto === '' ? '-' : service.boto);
    if (!existsSync(folder) || service.model === undefined) return [];
    const version = readdirSync(folder).sort().at(-1) ?? '';
    const file = join(folder, version, 'resources-1.json');
    if (!existsSync(file)) return [];
    const data = JSON.parse(readFileSync(file, 'utf8')) as {
      service: Definition;
      resources: Record<string, Definition>;
    };
    const model = service.model;
    const packed = Object.entries({ '': data.service, ...data.resources }).map(([name, d]) => [
      name,
      packResource(d, model),
    ]);
    return [`${service.key} ${JSON.stringify(Object.fromEntries(packed))}`];
  });
  writeTable('boto3-resources.ts', 'boto3ResourcesTable', 'boto3 (Apache-2.0)', lines);
}

const mapValues = <T, R>(
  record: Readonly<Record<string, T>> | undefined,
  to: (value: T) => R,
): Record<string, R> | undefined =>
  record === undefined
    ? undefined
    : Object.fromEntries(Object.entries(record).map(([name, value]) => [name, to(value)]));

const packSource = (s: Source): string[] => [s.target, s.source, s.value ?? s.name ?? s.path ?? ''];
const packRelated = (r: Related): unknown[] => [r.type, (r.identifiers ?? []).map(packSource)];
const packAction = (a: Action): unknown[] => [
  a.request.operation,
  (a.request.params ?? []).map(packSource),
  ...(a.resource === undefined ? [] : [[...packRelated(a.resource), ...(a.resource.path === undefined ? [] : [1])]]),
];

function packResource(d: Definition, model: Model): unknown {
  const ids = (d.identifiers ?? []).map((i) => i.name);
  // boto3 answers an attribute that repeats an identifier without loading the resource.
  const known = new Set((d.identifiers ?? []).flatMap((i) => [i.name, i.memberName ?? i.name]));
  const members = Object.keys(model.shapes[d.shape ?? '']?.members ?? {}).filter((m) => !known.has(m));
  return {
    i: ids,
    l: d.load === undefined ? undefined : packAction(d.load),
    a: mapValues(d.actions, packAction),
    b: mapValues(d.batchActions, packAction),
    h: mapValues(d.has, (h) => packRelated(h.resource)),
    c: mapValues(d.hasMany, packAction),
    w: mapValues(d.waiters, (w) => [model.waiters[w.waiterName] ?? '', (w.params ?? []).map(packSource)]),
    s: d.load === undefined || members.length === 0 ? undefined : members.join(' '),
  };
}
