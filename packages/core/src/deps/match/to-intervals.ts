import type { VersionScheme } from '../versions/compare-versions.ts';
import { after, before, intersect, unite, type Interval } from '../versions/interval.ts';
import type { OsvEvent } from './osv.ts';

/** Where several events name one version: what ends there makes way for what begins, and a last version ends after itself. */
const KINDS = ['fixed', 'introduced', 'last_affected'] as const;
type Kind = (typeof KINDS)[number];

interface Event<Version> {
  readonly kind: Kind;
  /** `null` stands before every version. */
  readonly version: Version | null;
}

/** The versions that the events of a range affect; `undefined` when a bound cannot be read, so that nothing can be said. */
export function toIntervals<Version>(
  { parse, compare }: VersionScheme<Version>,
  events: readonly OsvEvent[],
): readonly Interval<Version>[] | undefined {
  const read = readEvents(parse, events);
  const limit = readLimit({ parse, compare }, events);
  if (read === undefined || limit === undefined) return undefined;
  const sorted = read.sort((a, b) => compareBounds(compare, a, b) || KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind));
  return intersect(compare, unite(compare, pairEvents(sorted)), [limit]);
}

function pairEvents<Version>(sorted: readonly Event<Version>[]): readonly Interval<Version>[] {
  const intervals: Interval<Version>[] = [];
  let open: Event<Version> | undefined;
  for (const event of sorted) {
    if (event.kind === 'introduced') {
      open ??= event;
    } else if (open !== undefined && event.version !== null) {
      const to = event.kind === 'fixed' ? before(event.version) : after(event.version);
      intervals.push({ from: toStart(open), to });
      open = undefined;
    }
  }
  return open === undefined ? intervals : [...intervals, { from: toStart(open), to: null }];
}

const toStart = <Version>({ version }: Event<Version>): Interval<Version>['from'] =>
  version === null ? null : before(version);

function readEvents<Version>(
  parse: VersionScheme<Version>['parse'],
  events: readonly OsvEvent[],
): Event<Version>[] | undefined {
  const read: Event<Version>[] = [];
  for (const event of events) {
    for (const kind of KINDS) {
      const text: unknown = event?.[kind];
      if (text === undefined || text === null) continue;
      // `0` means from the beginning, before every pre-release of 0.
      const version = kind === 'introduced' && text === '0' ? null : typeof text === 'string' ? parse(text) : undefined;
      if (version === undefined) return undefined;
      read.push({ kind, version });
    }
  }
  return read;
}

function compareBounds<Version>(
  compare: VersionScheme<Version>['compare'],
  a: Event<Version>,
  b: Event<Version>,
): number {
  if (a.version === null || b.version === null) return Number(a.version !== null) - Number(b.version !== null);
  return compare(a.version, b.version);
}

/** Below any one limit is enough, so the highest counts; without one, or with `*`, all versions do. */
function readLimit<Version>(
  { parse, compare }: VersionScheme<Version>,
  events: readonly OsvEvent[],
): Interval<Version> | undefined {
  const limits: unknown[] = events.flatMap((event) => (typeof event?.limit === 'string' ? [event.limit] : []));
  if (limits.length === 0 || limits.includes('*')) return { from: null, to: null };
  const versions: Version[] = [];
  for (const text of limits) {
    const version = parse(String(text));
    if (version === undefined) return undefined;
    versions.push(version);
  }
  const highest = versions.sort(compare).at(-1);
  return highest === undefined ? undefined : { from: null, to: before(highest) };
}
