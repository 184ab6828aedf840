import type { ResourceTarget } from './need.ts';

/**
 * What a text says that names a resource as a whole.
 * `names`: values for the target's placeholders, and a `suffix` that the text leaves out of the ARN (the random characters of a
 * secret, the newest revision of a task definition). `arn`: an ARN of another shape, to be used as it stands.
 * `none`: the text names something else than this target (one of several alternatives), which therefore falls away.
 */
export type WholeName =
  | { readonly kind: 'names'; readonly names: Readonly<Record<string, string>>; readonly suffix?: string }
  | { readonly kind: 'arn'; readonly arn: string }
  | { readonly kind: 'none' };

type BareReader = (text: string, wholeName: string) => WholeName;

const names = (found: Record<string, string>, suffix?: string): WholeName =>
  suffix === undefined ? { kind: 'names', names: found } : { kind: 'names', names: found, suffix };
/** What Secrets Manager puts behind a secret's name. */
const RANDOM = '-??????';
const NONE: WholeName = { kind: 'none' };
const MAX_LENGTH = 2048;

/** Geographic prefix of a Bedrock cross-region inference profile: `us.anthropic.claude-…`. */
const INFERENCE_PROFILE = /^(?:us|eu|apac|us-gov|global|jp|au|ca|sa)\./;

/** How a bare name of these resources differs from the last part of the ARN. */
const BARE: Readonly<Record<string, BareReader>> = {
  // Secrets Manager ends the ARN's name with a hyphen and six characters that nobody knows beforehand.
  'secretsmanager:Secret': (text, name) => names({ [name]: text }, RANDOM),
  'ssm:parameter': (text, name) => readParameterName(text, name),
  // Documents of AWS stand in no account.
  'ssm:document': (text, name) => names({ ...(/^(?:AWS|Amazon)/.test(text) ? { Account: '*' } : {}), [name]: text }),
  'ssm:automation-definition': (text, name) =>
    names({ ...(/^(?:AWS|Amazon)/.test(text) ? { Account: '*' } : {}), [name]: text }),
  // The API hands ids of hosted zones out with their path.
  'route53:hostedzone': (text, name) => names({ [name]: text.replace(/^\/hostedzone\//, '') }),
  // SageMaker spells names in lower case in ARNs.
  'sagemaker:endpoint': (text, name) => names({ [name]: text.includes('$') ? text : text.toLowerCase() }),
  'kms:alias': (text, name) => names({ [name]: text.replace(/^alias\//, '') }),
  'lambda:function': (text, name) => readFunctionName(text, name),
  'sqs:queue': (text, name) => readQueueUrl(text) ?? names({ [name]: text }),
  'bedrock:foundation-model': (text, name) =>
    INFERENCE_PROFILE.test(text)
      ? names({ Region: '*', [name]: text.replace(INFERENCE_PROFILE, '') })
      : names({ [name]: text }),
  'bedrock:inference-profile': (text, name) => (INFERENCE_PROFILE.test(text) ? names({ [name]: text }) : NONE),
  'execute-api:execute-api-general': (text) => readApiUrl(text) ?? names({}),
  'es:domain': (text, name) => readHost(text, /^(?:search|vpc)-(.+)-[a-z0-9]{26}\.[\w-]+\.es\.amazonaws\.com/, name),
  'aoss:Collection': (text, name) => readHost(text, /^([a-z0-9]+)\.[\w-]+\.aoss\.amazonaws\.com/, name),
  'appsync:graphqlapi': (text, name) => (text.includes('://') ? names({}) : names({ [name]: text })),
  'ecs:task-definition': (text, name) => (text.includes(':') ? names({ [name]: text }) : names({ [name]: text }, ':*')),
};

/** What the first group of a pattern finds in the host of an address; any address else says nothing. */
function readHost(text: string, host: RegExp, wholeName: string): WholeName {
  const found = host.exec(text.replace(/^https?:\/\//, ''))?.[1];
  return names(found === undefined ? {} : { [wholeName]: found });
}

/**
 * Reads the final text of a target's `whole`: an ARN, a URL or a bare name. `${…}` in the text stand for what is known later
 * and are kept; `*` is kept too.
 */
export function readWhole(target: ResourceTarget, text: string): WholeName {
  const wholeName = target.wholeName ?? '';
  if (text.length > MAX_LENGTH) return names({});
  const alias = findAliasPlace(target, text);
  if (alias !== undefined) return names({ ...alias, [wholeName]: '*' });
  if (text.startsWith('arn:')) return readArn(target, text);
  const bare = BARE[`${target.prefix}:${target.resourceType}`];
  if (bare !== undefined) return bare(text, wholeName);
  return target.wholeForm === 'arn'
    ? names(text.includes('*') ? {} : { [wholeName]: text })
    : names({ [wholeName]: text });
}

/**
 * Region and account of the key behind an alias, as far as the text tells; `undefined` for what is no alias of a key. An alias cannot
 * stand in the ARN of a statement about the key itself: https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html
 */
export function findAliasPlace(target: ResourceTarget, text: string): Record<string, string> | undefined {
  if (target.prefix !== 'kms' || target.resourceType !== 'key') return undefined;
  if (text.startsWith('alias/')) return {};
  const [, Region, Account] = /^arn:[^:]*:kms:([^:]*):([^:]*):alias\//.exec(text) ?? [];
  return Region === undefined || Account === undefined ? undefined : { Region, Account };
}

function readArn(target: ResourceTarget, text: string): WholeName {
  const wholeName = target.wholeName ?? '';
  const end = target.arn.indexOf(`\${${wholeName}}`);
  const short = end === -1 ? target.arn : target.arn.slice(0, end + wholeName.length + 3);
  const trimmed = target.prefix === 'logs' ? text.replace(/:\*$/, '') : text;
  const found = match(target.arn, trimmed) ?? match(short, trimmed) ?? readOtherKind(target, trimmed, short);
  if (found === undefined) {
    if (target.prefix === 'bedrock') return readModelArn(target, text);
    // Objects below an access point stand behind `/object`.
    const isInAccessPoint =
      target.resourceType === 'object' && /^arn:[^:]*:s3:[^:]*:[^:]*:accesspoint\/[^/]+$/.test(text);
    return { kind: 'arn', arn: isInAccessPoint ? `${text}/object` : text };
  }
  const secret = found[wholeName];
  if (target.prefix === 'secretsmanager' && secret !== undefined && !isWholeSecret(secret)) return names(found, RANDOM);
  return names(found);
}

/**
 * `InvokeModel` takes ARNs of several kinds of resources: the foundation model's target keeps those but for a profile's, of which
 * it is the model behind, in whichever region the profile chooses.
 */
function readModelArn(target: ResourceTarget, text: string): WholeName {
  const profile = /:(?:application-)?inference-profile\/(.+)$/.exec(text)?.[1];
  if (target.resourceType !== 'foundation-model') return profile === undefined ? NONE : { kind: 'arn', arn: text };
  if (profile === undefined) return { kind: 'arn', arn: text };
  const model = INFERENCE_PROFILE.test(profile) ? profile.replace(INFERENCE_PROFILE, '') : '*';
  return names({ Region: '*', [target.wholeName ?? '']: model });
}

/** An execution is named by the ARN of its state machine. */
function readOtherKind(target: ResourceTarget, text: string, short: string): Record<string, string> | undefined {
  if (target.prefix !== 'states') return undefined;
  return match(short.replace(/:(execution|express|mapRun):/, ':stateMachine:'), text);
}

/** A partial ARN lacks the six random characters; a whole one has them. */
const isWholeSecret = (name: string): boolean => /(-[A-Za-z0-9]{6}|[*?}])$/.test(name);

function match(template: string, text: string): Record<string, string> | undefined {
  const placeholders: string[] = [];
  const parts = template.split(/\$\{(\w+)\}/);
  const pattern = parts.map((part, i) => {
    if (i % 2 === 0) return part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
    placeholders.push(part);
    // The last placeholder takes what is left: names with slashes, a version or an alias after the name.
    return i === parts.length - 2 && parts[i + 1] === '' ? '(.+)' : String.raw`((?:\$\{[^}]*\}|[^:/$])*)`;
  });
  const found = new RegExp(`^${pattern.join('')}$`).exec(text);
  if (found === null) return undefined;
  return Object.fromEntries(
    placeholders.map((p, i) => [p, found[i + 1] ?? '']).filter(([p, v]) => v !== '' && v !== `\${${p}}`),
  );
}

/** `/path/name`, `name:version`, `name:label`; the public parameters of AWS stand in no account. */
function readParameterName(text: string, name: string): WholeName {
  const bare = text.replace(/^\//, '').replace(/:[\w.-]+$/, '');
  return names({ ...(bare.startsWith('aws/service/') ? { Account: '*' } : {}), [name]: bare });
}

/** `name`, `name:alias`, `123456789012:function:name` and `123456789012:name` (a partial ARN). */
function readFunctionName(text: string, name: string): WholeName {
  // A function URL has an id of its own.
  if (text.includes('://')) return names({});
  const partial = /^(\d{12}):(?:function:)?(.+)$/.exec(text);
  if (partial !== null) return names({ Account: partial[1] as string, [name]: partial[2] as string });
  return names({ [name]: text.replace(/^function:/, '') });
}

/** `https://sqs.<region>.amazonaws.com/<account>/<name>`, and the older form with the region first. */
function readQueueUrl(text: string): WholeName | undefined {
  const found = /^https?:\/\/([^/]+)\/([^/]+)\/([^/?]+)$/.exec(text);
  if (found === null) return text.includes('://') ? names({}) : undefined;
  const [, host = '', account = '', queue = ''] = found;
  const region = /^sqs\.(\$\{[^}]*\}|[\w-]+)\./.exec(host)?.[1] ?? /^(\$\{[^}]*\}|[\w-]+)\.queue\./.exec(host)?.[1];
  return names({ ...(region === undefined ? {} : { Region: region }), Account: account, QueueName: queue });
}

/** `https://<api>.execute-api.<region>.amazonaws.com/<stage>/<path>`, also with `wss:` or without a scheme. */
export function readApiUrl(text: string): WholeName | undefined {
  const found =
    /^(?:(?:https|wss):\/\/)?(\$\{[^}]*\}|[\w*-]+)\.execute-api\.(\$\{[^}]*\}|[\w*-]+)\.[^/]+(?:\/(\$\{[^}]*\}|[^/?]*))?(?:\/([^?]*))?/.exec(
      text,
    );
  if (found === null) return undefined;
  const [, api = '', region = '', stage = '', path = ''] = found;
  return names({
    ApiId: api,
    Region: region,
    ...(stage === '' ? {} : { Stage: stage }),
    ...(path === '' ? {} : { ApiSpecificResourcePath: path.replace(/\/$/, '') }),
  });
}
