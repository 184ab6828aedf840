import { WITHHELD } from './clean-value.ts';
import { FORMAT_VERSION, METRIC_HEAD, NO_HASH } from './format.ts';
import type { LineBytes, LinePart } from './line-bytes.ts';
import { MAC_MEMBER } from './line.ts';
import type { RepeatedParts } from './repeated-parts.ts';

/** The values in the line of a record, in their order. */
export interface RecordLayout {
  /** The time in the metric, where there is one. */
  readonly metricTime: LinePart | undefined;
  /** The digits of the MAC; empty where there is none. */
  readonly mac: LinePart;
  /** The id of the request; the digest is of the text before it and all behind. */
  readonly id: LinePart;
  readonly duration: LinePart;
  readonly prev: LinePart;
  readonly remaining: LinePart;
  readonly seq: LinePart;
  readonly time: LinePart;
}

/** Lays a record out whose members are given by `repeated` and none else: its numbers are 0, its id is withheld. */
export function layOutRecord({ add }: LineBytes, repeated: RepeatedParts, emf: boolean, hasMac: boolean): RecordLayout {
  const metricTime = emf ? add(`{${METRIC_HEAD}`, '0') : undefined;
  const beforeMac = emf ? '},' : '{';
  const mac = hasMac ? add(beforeMac + MAC_MEMBER[0], MAC_MEMBER[1]) : add(beforeMac, '');
  if (hasMac) add(MAC_MEMBER[2], '');
  const layout = {
    metricTime,
    mac,
    id: add(`"audit":"record",${emf ? '"audit_records":1,' : ''}"aws_request_id":"`, WITHHELD),
    duration: add(repeated.beforeDuration, ''),
    prev: add(repeated.beforePrev, NO_HASH),
    remaining: add(repeated.beforeRemaining, ''),
    seq: add(repeated.beforeSeq, '0'),
    time: add(',"timestamp":', '0'),
  };
  add(`,"v":${FORMAT_VERSION}}\n`, '');
  return layout;
}
