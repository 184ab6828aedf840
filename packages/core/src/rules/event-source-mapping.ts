import { toText } from '../app/expression.ts';
import type { TriggerKind } from '../app/trigger.ts';
import type { RuleContext } from './rule.ts';
import {
  findNamedFunction,
  findReferencedResource,
  listPlainResources,
  type PlainResource,
} from './template-resources.ts';

/** Every event source mapping, also those that SAM makes of events. */
export const listMappings = (context: RuleContext): readonly PlainResource[] =>
  listPlainResources(context, /^AWS::Lambda::EventSourceMapping$/);

export type MappingSource = 'sqs' | 'kinesis' | 'dynamodb';

const TYPES: Readonly<Record<string, MappingSource>> = {
  'AWS::SQS::Queue': 'sqs',
  'AWS::Kinesis::Stream': 'kinesis',
  'AWS::DynamoDB::Table': 'dynamodb',
};

/** What a mapping reads: the resource that it names, else what its ARN says; `undefined` for others and where nobody can tell. */
export function findMappingSource(mapping: PlainResource, context: RuleContext): MappingSource | undefined {
  const source = mapping.find('EventSourceArn');
  const found = findReferencedResource(source, mapping, context);
  if (found !== undefined) return Object.hasOwn(TYPES, found.type) ? TYPES[found.type] : undefined;
  if (source === undefined) return undefined;
  const named = /:(sqs|kinesis|dynamodb):/.exec(toText(source))?.[1] as MappingSource | undefined;
  return named ?? findEventSource(mapping, context);
}

const KINDS: ReadonlyMap<TriggerKind, MappingSource> = new Map([
  ['sqs', 'sqs'],
  ['kinesis', 'kinesis'],
  ['dynamodb-stream', 'dynamodb'],
]);

/** The events of SAM say what they read by their type, also where only the deployment knows which. */
function findEventSource({ id, template }: PlainResource, { application }: RuleContext): MappingSource | undefined {
  const owners = application.functions.filter((fn) => fn.template === template.file && id.startsWith(fn.id));
  const made = owners.flatMap((fn) => fn.triggers.filter((trigger) => `${fn.id}${trigger.id}` === id));
  return made[0] === undefined ? undefined : KINDS.get(made[0].kind);
}

/** The function that a mapping calls, for a report: its id, and how to speak of it. */
export function toCalled(
  mapping: PlainResource,
  context: RuleContext,
): { readonly name: string; readonly owner: { readonly function?: string } } {
  const fn = findNamedFunction(mapping.find('FunctionName'), mapping, context)?.id;
  return fn === undefined ? { name: 'the function', owner: {} } : { name: `\`${fn}\``, owner: { function: fn } };
}
