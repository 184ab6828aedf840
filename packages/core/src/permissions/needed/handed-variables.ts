import type { HandedVariable, UnresolvedCode } from '../../app/sdk-call.ts';
import type { Value } from '../../app/value.ts';
import { toBranches } from './candidate.ts';
import { findForm } from './find-form.ts';
import { findMeaning } from './find-meaning.ts';
import { toCloudFormationType } from './resource-form.ts';
import type { Surroundings } from './surroundings.ts';

/** Resources that a library is given to use them, rather than to name or to verify something. */
const USED =
  /^AWS::(?:DynamoDB::(?:Global)?Table|S3::Bucket|SQS::Queue|SNS::Topic|SecretsManager::Secret|SSM::Parameter|Kinesis::Stream|KinesisFirehose::DeliveryStream|StepFunctions::StateMachine|Events::EventBus|Lambda::Function|KMS::Key|Logs::LogGroup)$/;

/** Reports libraries that nobody models and that are given a resource of the template: they may call AWS for it. */
export function findHandedResources(
  handed: readonly HandedVariable[],
  around: Surroundings,
): readonly UnresolvedCode[] {
  return handed.flatMap(({ name, library, at }) => {
    const set = around.function.environment.get(name);
    const branches = set === undefined ? [] : toBranches(set, []);
    const id = branches.map(({ value }) => findUsed(value, around)).find((found) => found !== undefined);
    return id === undefined
      ? []
      : [{ what: `call of \`${library}\``, why: `it is given \`${id}\`, and what it calls is not known`, at }];
  });
}

function findUsed(value: Value, around: Surroundings): string | undefined {
  if (value.kind === 'join') {
    const first = value.parts[0];
    const isAddress = first?.kind === 'literal' && /^(?:s3:\/\/|arn:)/.test(String(first.value));
    if (isAddress || first?.kind === 'ref')
      return value.parts.map((part) => findUsed(part, around)).find((found) => found !== undefined);
    return undefined;
  }
  if (value.kind !== 'ref') return undefined;
  const meaning = findMeaning(value, around.template, around.application);
  if (meaning.kind !== 'resource' || !USED.test(toCloudFormationType(meaning.resource.type))) return undefined;
  const isWebAddress = meaning.attribute !== null && findForm(meaning, []) === 'url';
  return isWebAddress ? undefined : meaning.resource.id;
}
