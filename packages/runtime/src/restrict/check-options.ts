import { isObject } from '../is-object.ts';
import { findWrongOption, type OptionRule as Rule, type OptionRules } from '../options.ts';

type Is = Rule[0];

const isText: Is = (value) => typeof value === 'string' && value !== '';
const isTexts: Is = (value) => Array.isArray(value) && value.every(isText);
const isMode: Is = (value) => value === 'block' || value === 'report' || value === 'allow';

/** A name or an address, with a port or without, or the path of a socket: what has a scheme or a path would match nothing. */
const isHost: Is = (value) => isText(value) && /^unix:\/|^[^\s/@]+$/.test(value as string);

const mode: Rule = [isMode, '`block`, `report` or `allow`'];
const texts: Rule = [isTexts, 'a list of texts'];
const text: Rule = [isText, 'a text'];
const hosts: Rule = [(value) => Array.isArray(value) && value.every(isHost), 'a list of hosts, without scheme or path'];

/** A mode, or what is allowed beside it. */
const ruled = (allow: Rule): Rule => [
  (value) => isMode(value) || (isObject(value) && findWrongOption(value, { allow, mode }) === undefined),
  `\`block\`, \`report\`, \`allow\`, or \`{ allow, mode }\` where \`allow\` is ${allow[1]}`,
];

const LEVELS: readonly unknown[] = ['L0', 'L1', 'L2', 'L3', 0, 1, 2, 3];

const RESTRICT: OptionRules = {
  level: [(value) => LEVELS.includes(value), 'L0, L1, L2 or L3'],
  egress: ruled(hosts),
  childProcess: mode,
  evaluate: mode,
  write: ruled(texts),
  readHandler: mode,
  taskRoot: [(value) => typeof value === 'string', 'a text'],
  hideEnvironment: texts,
  onViolation: [(value) => typeof value === 'function', 'a function'],
};

const FLAGS: OptionRules = { taskRoot: text, read: texts, write: texts };

/** A misspelt option would leave a door open in silence. Throws a `TypeError` with the code `ERR_RESTRICT_OPTION`. */
function check(options: unknown, rules: OptionRules): void {
  if (!isObject(options)) throw toError('options must be an object');
  const wrong = findWrongOption(options, rules);
  if (wrong !== undefined) throw toError(`\`${wrong[0]}\` ${wrong[1]}`);
}

const toError = (message: string): Error => Object.assign(new TypeError(message), { code: 'ERR_RESTRICT_OPTION' });

export const checkRestrictOptions = (options: unknown): void => check(options, RESTRICT);

export const checkPermissionOptions = (options: unknown): void => check(options, FLAGS);
