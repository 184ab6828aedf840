import { WITHHELD } from './clean-value.ts';
import { FORMAT_VERSION, METRIC_HEAD, NO_HASH } from './format.ts';
import type { LineBytes, LinePart } from './line-bytes.ts';
import { MAC_MEMBER } from './line.ts';
import type { RepeatedParts } from './repeated-parts.ts';

/** The parts of a record's line that change. */
export interface RecordLayout {
  /** The time in the metric, where there is one. */
  readonly metricTime: LinePart | undefined;
  /** The digits of the MAC; empty where there is none. */
  readonly mac: LinePart;
  /** What the digest begins with. */
  readonly hashed: LinePart;
  readonly id: LinePart;
  readonly beforeDuration: LinePart;
  readonly duration: LinePart;
  readonly beforePrev: LinePart;
  readonly prev: LinePart;
  readonly beforeRemaining: LinePart;
  readonly remaining: LinePart;
  readonly beforeSeq: LinePart;
  readonly seq: LinePart;
  readonly time: LinePart;
}

/** Lays a record out whose members are given by `repeated` and none else: its numbers are 0, its id is withheld. */
export function layOutRecord(
  add: LineBytes['add'],
  repeated: RepeatedParts,
  emf: boolean,
  hasMac: boolean,
): RecordLayout {
  add(emf ? `{${METRIC_HEAD}` : '{');
  const metricTime = emf ? add('0') : undefined;
  if (emf) add('},');
  if (hasMac) add(MAC_MEMBER[0]);
  const mac = add(hasMac ? MAC_MEMBER[1] : '');
  if (hasMac) add(MAC_MEMBER[2]);
  const hashed = add(`"audit":"record",${emf ? '"audit_records":1,' : ''}"aws_request_id":"`);
  const parts = {
    metricTime,
    mac,
    hashed,
    id: add(WITHHELD),
    beforeDuration: add(repeated.beforeDuration),
    duration: add(''),
    beforePrev: add(repeated.beforePrev),
    prev: add(NO_HASH),
    beforeRemaining: add(repeated.beforeRemaining),
    remaining: add(''),
    beforeSeq: add(repeated.beforeSeq),
    seq: add('0'),
    beforeTime: add(',"timestamp":'),
    time: add('0'),
  };
  add(`,"v":${FORMAT_VERSION}}\n`);
  return parts;
}
