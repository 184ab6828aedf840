import type { Template } from '../app/application.ts';
import { toText } from '../app/expression.ts';
import { hasReference } from '../app/has-reference.ts';
import type { Value } from '../app/value.ts';

/** Texts that are secrets by their form. */
const FORMS: readonly (readonly [RegExp, string])[] = [
  [/^(?:AKIA|ASIA)[A-Z0-9]{16}$/, 'an access key of AWS'],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----/, 'a private key'],
  [/^gh[pousr]_[A-Za-z0-9]{36,}$/, 'a token of GitHub'],
  [/^(?:sk|rk)_live_[A-Za-z0-9]{16,}$/, 'a key of Stripe'],
  [/^xox[abprs]-[A-Za-z0-9-]{10,}$/, 'a token of Slack'],
  [/^SG\.[\w-]{16,}\.[\w-]{16,}$/, 'a key of SendGrid'],
  [/^eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]+$/, 'a JSON web token'],
  [/^[a-z][a-z0-9+.-]*:\/\/[^/\s:@${}]+:[^/\s:@${}]{3,}@/i, 'an address with a password'],
];

/** Names of things that are secret, and endings of names that only point at one. */
const NAMES =
  /pass(?:word|wd|phrase)|(?:^|_|-)pwd(?:$|_|-)|secret|(?:api|access|private|signing|encryption|auth)[_-]?key|(?:^|[_-])token|[a-z]Token|credential/i;
const POINTERS =
  /(?:arn|name|id|url|uri|path|prefix|parameter|param|table|bucket|queue|topic|endpoint|region|ttl|expir\w*|length|count|size|type|header|enabled|version|alias|secrets?[_-]?manager|store|file|policy|attempts|stage|host|port|user|username)s?$/i;

/** A name that ends in what is secret, or in what tells several of them apart (`PASSWORD_PROD`, `TOKEN_2`). */
const ENDING =
  /(?:pass(?:word|wd|phrase)|pwd|secret|key|token|credential)s?(?:[_-]?(?:\d+|value|string|text|plain|raw|base64|b64|base|old|new|dev|test|stag(?:e|ing)|prod(?:uction)?))*$/i;

/** Texts that stand for a secret that is to be put in. */
const PLACEHOLDER =
  /^(?:<.*>|\{\{.*\}\}|\$\{.*\}|x+|\*+|\.+|change[_-]?me.*|replace[_-]?me.*|todo.*|your[_-].*|example.*|dummy.*|placeholder.*|test.*|none|null|undefined|true|false|default|\d{1,5})$/i;

/** True for a name that says that its value is secret. */
export const isSecretName = (name: string): boolean => NAMES.test(name) && !POINTERS.test(name);

/** What kind of secret a literal is, by its form or by its name; `undefined` for anything else. */
export function findSecretKind(name: string, value: Value | undefined): string | undefined {
  if (value?.kind !== 'literal' || typeof value.value !== 'string') return undefined;
  const text = value.value.trim();
  const form = FORMS.find(([pattern]) => pattern.test(text))?.[1];
  // AWS's own documentation uses these keys.
  if (form !== undefined) return /EXAMPLE/.test(text) ? undefined : form;
  const isPlain =
    text.length >= 6 && !/\s/.test(text) && !PLACEHOLDER.test(text) && !/^(?:arn:|https?:|s3:|\/)/.test(text);
  return isPlain && isSecretName(name) && (ENDING.test(name) || isRandom(text)) ? 'a secret' : undefined;
}

/** True for what nobody would call a thing: words with signs between them are names. */
const isRandom = (text: string): boolean =>
  text.split(/[-_./:,]/).some((word) => {
    const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z\d]/].filter((kind) => kind.test(word));
    return word.length >= 8 && kinds.length >= (word.length >= 16 ? 2 : 3);
  });

/** A reference that CloudFormation replaces by the secret itself when it deploys. */
export const isDynamicSecret = (value: Value | undefined): boolean =>
  value !== undefined && /\{\{resolve:(?:secretsmanager|ssm-secure):/.test(toText(value));

/** The first parameter in a value, as it is written, that the template keeps out of sight (`NoEcho`). */
export function findSecretParameter(value: Value, { parameters }: Template): string | undefined {
  let found: string | undefined;
  hasReference(value, (id, attribute) => {
    if (attribute === null && parameters.get(id)?.noEcho === true) found ??= id;
    return found !== undefined;
  });
  return found;
}
