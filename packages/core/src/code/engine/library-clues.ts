import type { Abstract } from './abstract.ts';
import { findString } from './abstract.ts';
import type { Engine, Site } from './engine.ts';
import { isHarmlessLibrary } from './cloud-packages.ts';

const DEEPEST = 3;
const MOST_VALUES = 200;

/** What text tells of the service behind a library that is given it. */
const TEXTS: readonly (readonly [pattern: RegExp, why: string])[] = [
  [/\bs3[an]?:\/\//, 'it is given an address in S3, and what it calls is not known'],
  [
    /^(?:sqs|dynamodb|secretsmanager|ssm|kinesis):\/\//,
    'it is given an address in AWS, and what it calls is not known',
  ],
  [
    /^bedrock[:/]|^(?:[a-z]{2,6}\.)?(?:anthropic|amazon|meta|cohere|mistral|ai21|deepseek)\.[\w-]+-v?\d[\w.:-]*$/,
    'it is given a model of Bedrock, and what it calls is not known',
  ],
];

const SIGNED =
  /^(?:execute-api|lambda|es|aoss|s3|dynamodb|sqs|sns|appsync|bedrock|states|events|kinesis|firehose|ssm|secretsmanager|kms|sts|neptune-db|aps|vpc-lattice-svcs)$/;

/**
 * Reports a library that no model knows when what it is given tells that it calls AWS: an address, a model, credentials,
 * the name of a service to sign for. Variables that it is given are kept: the template tells whether one names a resource.
 */
export function noteClues(engine: Engine, library: string, values: readonly Abstract[], site: Site): void {
  if (isHarmlessLibrary(library)) return;
  const variables = new Set<string>();
  const reasons = new Set<string>();
  const room = { left: MOST_VALUES };
  for (const value of values) collect(value, { variables, reasons, room }, 0);
  const [why] = reasons;
  if (why !== undefined) engine.unresolved(`call of \`${library}\``, why, site);
  // Beside a function of the application they are its options: `register(plugin, { bucket })`.
  if (values.some((value) => value.k === 'function')) return;
  for (const name of variables) engine.noteVariable(name, library, site);
}

interface Found {
  readonly variables: Set<string>;
  readonly reasons: Set<string>;
  readonly room: { left: number };
}

function collect(value: Abstract, found: Found, depth: number): void {
  if (depth > DEEPEST || found.room.left <= 0) return;
  found.room.left -= 1;
  const each = (inner: Abstract): void => collect(inner, found, depth + 1);
  switch (value.k) {
    case 'const':
      return readText(findString(value), found);
    case 'env':
      if (/^AWS_(?:ACCESS_KEY_ID|SECRET_ACCESS_KEY)$/.test(value.name))
        found.reasons.add("it is given the function's credentials, and what it calls is not known");
      else found.variables.add(value.name);
      return;
    case 'concat':
      return value.parts.forEach(each);
    case 'union':
      return value.values.forEach(each);
    case 'list':
      return value.items.forEach(each);
    case 'object': {
      const service = findString(value.fields.get('service'));
      if (service !== undefined && SIGNED.test(service) && value.fields.has('region'))
        found.reasons.add(`it signs requests to \`${service}\`, and which is not known`);
      return value.cls === null ? [...value.fields.values()].forEach(each) : undefined;
    }
    default:
  }
}

function readText(text: string | undefined, { reasons }: Found): void {
  if (text === undefined) return;
  for (const [pattern, why] of TEXTS) if (pattern.test(text)) reasons.add(why);
}
