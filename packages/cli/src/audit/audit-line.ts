import { METRIC_HEAD, FORMAT_VERSION } from '@sallyport/runtime/audit-log/format';

/** One line of an audit log, of the form that its writer gives it: see `audit-log/format.ts` of the runtime. */
export interface AuditLine {
  readonly kind: 'start' | 'record' | 'checkpoint' | 'end';
  readonly chain: string;
  readonly seq: number;
  readonly prev: string;
  readonly mac: string | undefined;
  /** The line from its member `audit` on: what the digest is of. */
  readonly hashed: string;
  /** Of a start: the key of the signatures, raw, as base64url. */
  readonly publicKey: string | undefined;
  /** Of a start: which secret the MACs are made with. */
  readonly keyId: string | undefined;
  /** Of a checkpoint or an end. */
  readonly signature: string | undefined;
}

// Every member, in its order, with what its value may be: a line that holds anything else was not written by the audit log.
const escape = (text: string): string => text.replaceAll(/[{}[\]"\\]/g, String.raw`\$&`);
const TEXT = String.raw`"[ !#-\[\]-~]+"`;
const NUMBER = String.raw`\d{1,16}(?:\.\d{1,3})?`;
const HASH = '[0-9a-f]{64}';
const maybe = (member: string, value: string): string => `(?:,"${member}":${value})?`;
const CHAIN = `,"chain":"(?<chain>[0-9a-f]{32})"`;
const MAC = `(?:"_mac":"(?<mac>${HASH})",)?`;
const PREV = `,"prev":"(?<prev>${HASH})"`;
const SEQ = String.raw`,"seq":(?<seq>\d{1,15})`;
const END = `,"timestamp":${NUMBER},"v":${FORMAT_VERSION}`;

const METRIC = String.raw`${escape(METRIC_HEAD)}(?<metricTime>\d{1,16})\},`;

/** Without names for its groups: there are many records, and each match would make an object of them. */
const RECORD = createUnnamed(
  String.raw`^\{(?:${METRIC})?${MAC}"audit":"record"(?<count>,"audit_records":1)?` +
    `,"aws_request_id":${TEXT}${CHAIN}${maybe('code', TEXT)}${maybe('cold_start', '(?:true|false)')}` +
    `${maybe('duration_ms', NUMBER)},"event_source":${TEXT},"function_name":${TEXT},"function_version":${TEXT}` +
    `,"log_group":${TEXT},"outcome":${TEXT}${PREV}${maybe('remaining_time', NUMBER)}${maybe('route', TEXT)}` +
    String.raw`${SEQ},"timestamp":(?<time>${NUMBER}),"v":${FORMAT_VERSION}\}$`,
);
const START = new RegExp(
  String.raw`^\{${MAC}"audit":"start"${CHAIN},"function_name":${TEXT},"function_version":${TEXT}` +
    `${maybe('key_id', '"(?<keyId>[0-9a-f]{16})"')},"log_group":${TEXT},"log_stream":${TEXT}${PREV}` +
    String.raw`,"public_key":"(?<publicKey>[\w-]{43})"${SEQ}${END}${maybe('wrapped_key', '"[A-Za-z0-9+/=]{1,2000}"')}\}$`,
);
const SIGNED = new RegExp(
  String.raw`^\{${MAC}"audit":"(?:checkpoint|end)"${CHAIN}${PREV},"records":\d{1,15}${SEQ}` +
    String.raw`,"signature":"(?<signature>[\w-]{86})"${END}\}$`,
);

/** Reads a line; `undefined` when it is not of the form. */
export function parseAuditLine(text: string): AuditLine | undefined {
  const record = RECORD.exec(text);
  if (record === null) return parseRareLine(text);
  const [metricTime, mac, count, seq, time] = [record[1], record[2], record[3], record[6], record[7]];
  // The metric is no part of what is hashed: it is what the rest says that it is.
  if (metricTime !== (count === undefined ? undefined : time)) return undefined;
  const hashed = toHashed(text);
  return {
    kind: 'record',
    chain: record[4] ?? '',
    seq: Number(seq),
    prev: record[5] ?? '',
    mac,
    hashed,
    publicKey: undefined,
    keyId: undefined,
    signature: undefined,
  };
}

function parseRareLine(text: string): AuditLine | undefined {
  const hashed = toHashed(text);
  const kind = (['start', 'checkpoint', 'end'] as const).find((one) => hashed.startsWith(`"audit":"${one}"`));
  const found = (kind === 'start' ? START : SIGNED).exec(text);
  if (kind === undefined || found?.groups === undefined) return undefined;
  const { chain = '', seq, prev = '', mac, publicKey, keyId, signature } = found.groups;
  return { kind, chain, seq: Number(seq), prev, mac, hashed, publicKey, keyId, signature };
}

/** No value holds a quotation mark: there is one such member. */
const toHashed = (text: string): string => text.slice(text.indexOf('"audit":"'));

function createUnnamed(pattern: string): RegExp {
  return new RegExp(pattern.replaceAll(/\(\?<\w+>/g, '('));
}

/** `text` without its only `part`: no value holds a quotation mark. */
export function without(text: string, part: string): string {
  const at = text.indexOf(part);
  return text.slice(0, at) + text.slice(at + part.length);
}
