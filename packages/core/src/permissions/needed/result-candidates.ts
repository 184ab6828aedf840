import { type CodeValue, findField } from '../../app/code-value.ts';
import type { Resource } from '../../app/resource.ts';
import { join, literal, ref } from '../../app/value.ts';
import { iamPrefixOf } from '../../aws/services.ts';
import { type Candidate, toBranches, unknownCandidate } from './candidate.ts';
import { findNamedResource } from './named-resource.ts';
import type { Surroundings } from './surroundings.ts';

type Result = Extract<CodeValue, { kind: 'result' }>;
type Follow = (value: CodeValue) => readonly Candidate[];

/** What an AWS call's answer holds, where the template tells: a parameter's value, a queue's URL, the account's id. */
export function findResultCandidates(result: Result, around: Surroundings, follow: Follow): readonly Candidate[] {
  const call = `${result.service}:${result.operation}`;
  const field = result.path.filter((step) => step !== '[]' && !/^\d+$/.test(step)).join('.');
  const argument = (name: string): readonly Candidate[] => {
    const value = findField(result.args, name);
    return value === undefined ? [] : follow(value);
  };
  const found = findKnown(call, field, argument, around);
  if (found.length > 0) return found;
  const open = unknownCandidate(`it comes from the answer of ${call}`, result.path.slice(-1));
  const prefix = isOfOwnAccount(result) ? iamPrefixOf(result.service) : undefined;
  return [prefix === undefined ? open : { ...open, answerOf: prefix }];
}

/** What is listed or made is of the account and region that is asked; what is read (a message, an item) may name anything. */
const isOfOwnAccount = ({ service, operation }: Result): boolean =>
  service !== 'organizations' &&
  /^(?:List|Describe|Create|Request|Import|Register|Start|Publish)(?!.*Shared)/.test(operation);

function findKnown(
  call: string,
  field: string,
  argument: (name: string) => readonly Candidate[],
  around: Surroundings,
): readonly Candidate[] {
  switch (call) {
    case 'sts:GetCallerIdentity':
      return field === 'Account' ? toBranches(ref('AWS::AccountId'), []) : [];
    case 'ssm:GetParameter':
      return field === 'Parameter.Value' ? findParameterValues(argument('Name'), around) : [];
    case 'ssm:GetParameters':
      return field === 'Parameters.Value' ? findParameterValues(argument('Names'), around) : [];
    case 'sqs:GetQueueUrl':
      return field === 'QueueUrl' ? argument('QueueName').map((c) => findQueue(c, around)) : [];
    case 'sqs:CreateQueue':
      return field === 'QueueUrl' ? argument('QueueName').map((c) => findQueue(c, around)) : [];
    case 'sns:CreateTopic':
      return field === 'TopicArn' ? argument('Name').map((c) => toArn(c, 'sns', '')) : [];
    case 'dynamodb:DescribeTable':
    case 'dynamodb:CreateTable':
      return field.endsWith('TableName') ? argument('TableName') : [];
    default:
      return [];
  }
}

/** The `Value` of the template's parameters with these names; nothing when one of them is not in the template. */
function findParameterValues(names: readonly Candidate[], around: Surroundings): readonly Candidate[] {
  const resources = names.map((name) => findNamedResource(name.value, ['AWS::SSM::Parameter'], around));
  if (resources.some((resource) => resource === undefined)) return [];
  return resources.flatMap((resource) => {
    const value = (resource as Resource).properties.entries.get('Value');
    return value === undefined ? [] : toBranches(value, [(resource as Resource).id]);
  });
}

function findQueue(name: Candidate, around: Surroundings): Candidate {
  const queue = findNamedResource(name.value, ['AWS::SQS::Queue'], around);
  return queue === undefined ? toArn(name, 'sqs', '') : { ...name, value: ref(queue.id, 'Arn') };
}

const toArn = (name: Candidate, service: string, prefix: string): Candidate => ({
  ...name,
  value: join([
    literal('arn:'),
    ref('AWS::Partition'),
    literal(`:${service}:`),
    ref('AWS::Region'),
    literal(':'),
    ref('AWS::AccountId'),
    literal(`:${prefix}`),
    name.value,
  ]),
});
