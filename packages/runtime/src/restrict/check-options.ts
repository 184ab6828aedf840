/** Whether a value can be what an option is. */
type Is = (value: unknown) => boolean;
type Rule = readonly [is: Is, expected: string];

const isText: Is = (value) => typeof value === 'string' && value !== '';
const isTexts: Is = (value) => Array.isArray(value) && value.every(isText);
const isObject: Is = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const isMode: Is = (value) => value === 'block' || value === 'report' || value === 'allow';

/** A name or an address, with a port or without, or the path of a socket: what has a scheme or a path would match nothing. */
const isHost: Is = (value) => isText(value) && /^unix:\/|^[^\s/@]+$/.test(value as string);

const mode: Rule = [isMode, '`block`, `report` or `allow`'];
const texts: Rule = [isTexts, 'a list of texts'];
const text: Rule = [isText, 'a text'];
const hosts: Rule = [(value) => Array.isArray(value) && value.every(isHost), 'a list of hosts, without scheme or path'];

/** A mode, or what is allowed beside it. */
const ruled = (allow: Rule): Rule => [
  (value) => isMode(value) || (isObject(value) && findWrong(value as object, { allow, mode }) === undefined),
  `\`block\`, \`report\`, \`allow\`, or \`{ allow, mode }\` where \`allow\` is ${allow[1]}`,
];

const LEVELS: readonly unknown[] = ['L0', 'L1', 'L2', 'L3', 0, 1, 2, 3];

const RESTRICT: Readonly<Record<string, Rule>> = {
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

const FLAGS: Readonly<Record<string, Rule>> = { taskRoot: text, read: texts, write: texts };

/** What is wrong with the first option that does not exist, or cannot be what it is. */
function findWrong(options: object, rules: Readonly<Record<string, Rule>>): string | undefined {
  for (const [name, value] of Object.entries(options)) {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    if (rule === undefined) return `\`${name}\` is none of ${Object.keys(rules).join(', ')}`;
    if (value !== undefined && !rule[0](value)) return `\`${name}\` must be ${rule[1]}`;
  }
  return undefined;
}

/** A misspelt option would leave a door open in silence. Throws a `TypeError` with the code `ERR_RESTRICT_OPTION`. */
function check(options: unknown, rules: Readonly<Record<string, Rule>>): void {
  const wrong = isObject(options) ? findWrong(options as object, rules) : 'options must be an object';
  if (wrong !== undefined) throw Object.assign(new TypeError(wrong), { code: 'ERR_RESTRICT_OPTION' });
}

export const checkRestrictOptions = (options: unknown): void => check(options, RESTRICT);

export const checkPermissionOptions = (options: unknown): void => check(options, FLAGS);
