import { isObject } from '../is-object.ts';
import { ColdStartError } from './cold-start-error.ts';
import type { ColdStartManifest } from './manifest.ts';

const VERSION = 1;

/** Checks that a value is a manifest. Throws `ERR_MANIFEST_INVALID`, `ERR_MANIFEST_VERSION`. */
export function parseManifest(value: unknown): ColdStartManifest {
  if (!isObject(value)) throw toInvalid('not an object');
  if (typeof value['schemaVersion'] === 'number' && value['schemaVersion'] > VERSION) {
    throw new ColdStartError('ERR_MANIFEST_VERSION', 'the manifest is of a version that is not known here');
  }
  for (const [name, isGood] of CHECKS) if (!isGood(value[name])) throw toInvalid(`\`${name}\` is missing or wrong`);
  return value as unknown as ColdStartManifest;
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isList = (value: unknown, isGood: (item: unknown) => boolean): boolean =>
  Array.isArray(value) && value.every(isGood);
const isDate = (value: unknown): boolean => isText(value) && !Number.isNaN(Date.parse(value));
const isAdvisory = (value: unknown): boolean =>
  isObject(value) &&
  [value['package'], value['id'], value['severity']].every(isText) &&
  (value['cve'] === undefined || isText(value['cve']));
const isAction = (value: unknown): boolean => value === undefined || value === 'report' || value === 'block';
const isPackages = (value: unknown): boolean => isText(value) || isList(value, isText);
const hasValues = (value: unknown, isGood: (inner: unknown) => boolean): boolean =>
  isObject(value) && Object.values(value).every(isGood);

const CHECKS: readonly (readonly [keyof ColdStartManifest, (value: unknown) => boolean])[] = [
  ['schemaVersion', (value) => value === VERSION],
  ['packages', (value) => hasValues(value, isPackages)],
  ['files', (value) => hasValues(value, isText)],
  ['advisories', (value) => isList(value, isAdvisory)],
  ['database', (value) => isObject(value) && isDate(value['date'])],
  ['policy', (value) => isObject(value) && Number.isFinite(value['maxAgeDays']) && isAction(value['action'])],
];

const toInvalid = (what: string): ColdStartError =>
  new ColdStartError('ERR_MANIFEST_INVALID', `the manifest is not of its form: ${what}`);
