import { findField } from '../../app/code-value.ts';
import { createTargets } from '../create-targets.ts';
import { deriveNeeds } from '../derive-needs.ts';
import { isGiven } from '../is-given.ts';
import { anyTarget } from '../need.ts';
import type { Need, NeedRule, ServiceRules, Target } from '../need.ts';
import { findAtPath } from '../passed-roles.ts';
import { allOf, draftOf, forEach, needAny, needOn, whenGiven } from './need-on.ts';
import { readObject, readUri, writeBucket } from './s3-access.ts';

// Source: the service authorization reference's page for each service, and each API's page on reading from and writing to S3:
// these services use the rights of the caller unless the call passes a role.

const MODEL_MEMBERS = ['modelId', 'modelArn'];

/** A model by id, ARN or inference profile; a profile spreads the call over regions, so it needs the model in each. */
const invokeModel =
  (action: string): NeedRule =>
  (call) => {
    const draft = draftOf(call, 'bedrock:foundation-model', 'ResourceId', MODEL_MEMBERS);
    const models = createTargets(draft);
    const text = draft.whole?.kind === 'const' ? String(draft.whole.value) : undefined;
    const profiles =
      text === undefined || /^(us|eu|apac|us-gov|global|jp|au|ca|sa)\.|:(application-)?inference-profile\//.test(text)
        ? createTargets({ ...draft, type: 'bedrock:inference-profile' })
        : [];
    return [{ action: `bedrock:${action}`, targets: [...models, ...profiles] }, ...guardrail(call)];
  };

const guardrail: NeedRule = (call) => {
  const holder = isGiven(call.args, ['guardrailIdentifier']) ? call.args : findField(call.args, 'guardrailConfig');
  const whole = holder === undefined ? undefined : findField(holder, 'guardrailIdentifier');
  if (whole === undefined || whole.kind === 'unknown') return [];
  return [
    {
      action: 'bedrock:ApplyGuardrail',
      targets: createTargets({ type: 'bedrock:guardrail', whole, wholeName: 'GuardrailId', region: call.region }),
    },
  ];
};

export const bedrockRuntimeRules: ServiceRules = {
  InvokeModel: invokeModel('InvokeModel'),
  Converse: invokeModel('InvokeModel'),
  InvokeModelWithResponseStream: invokeModel('InvokeModelWithResponseStream'),
  ConverseStream: invokeModel('InvokeModelWithResponseStream'),
  InvokeModelWithBidirectionalStream: invokeModel('InvokeModel'),
  StartAsyncInvoke: invokeModel('InvokeModel'),
  CountTokens: invokeModel('CountTokens'),
};

/** Answers from a knowledge base and a model at once. */
const retrieveAndGenerate: NeedRule = (call) => {
  const settings = findAtPath(call.args, ['retrieveAndGenerateConfiguration', 'knowledgeBaseConfiguration'])[0];
  const base = findField(settings, 'knowledgeBaseId');
  const model = findField(settings, 'modelArn');
  const knowledge = { type: 'bedrock:knowledge-base', whole: base, wholeName: 'KnowledgeBaseId', region: call.region };
  const models = { type: 'bedrock:foundation-model', whole: model, wholeName: 'ResourceId', region: call.region };
  return [
    { action: 'bedrock:RetrieveAndGenerate', targets: [anyTarget] },
    { action: 'bedrock:Retrieve', targets: createTargets(knowledge) },
    { action: 'bedrock:InvokeModel', targets: createTargets(models) },
  ];
};

export const bedrockAgentRuntimeRules: ServiceRules = {
  RetrieveAndGenerate: retrieveAndGenerate,
  RetrieveAndGenerateStream: retrieveAndGenerate,
};

/** An `S3Object` in the request is read with the caller's rights. */
const withObjects = (...paths: readonly string[]): NeedRule => allOf(deriveNeeds, readObject(paths));

export const textractRules: ServiceRules = {
  ...forEach(['DetectDocumentText', 'AnalyzeDocument', 'AnalyzeExpense'], () => withObjects('Document.S3Object')),
  AnalyzeID: withObjects('DocumentPages.[].S3Object'),
  ...forEach(
    ['StartDocumentTextDetection', 'StartDocumentAnalysis', 'StartExpenseAnalysis', 'StartLendingAnalysis'],
    () => allOf(withObjects('DocumentLocation.S3Object'), writeBucket('OutputConfig.S3Bucket')),
  ),
};

const IMAGES = ['Image.S3Object', 'SourceImage.S3Object', 'TargetImage.S3Object'];

export const rekognitionRules: ServiceRules = {
  ...forEach(
    [
      'DetectLabels',
      'DetectFaces',
      'DetectText',
      'DetectModerationLabels',
      'DetectCustomLabels',
      'DetectProtectiveEquipment',
      'RecognizeCelebrities',
      'CompareFaces',
      'IndexFaces',
      'SearchFacesByImage',
      'SearchUsersByImage',
    ],
    () => withObjects(...IMAGES),
  ),
  ...forEach(
    [
      'StartLabelDetection',
      'StartFaceDetection',
      'StartTextDetection',
      'StartContentModeration',
      'StartCelebrityRecognition',
      'StartFaceSearch',
      'StartPersonTracking',
      'StartSegmentDetection',
    ],
    () => withObjects('Video.S3Object'),
  ),
};

/** A role in the request reads and writes instead of the caller. */
const transcription: NeedRule = (call) => {
  const own = deriveNeeds(call);
  if (own.some((need) => need.action === 'iam:PassRole')) return own;
  const media = [...findAtPath(call.args, ['Media', 'MediaFileUri'])];
  return [...own, ...media.flatMap((uri) => readUri(uri)), ...writeBucket('OutputBucketName')(call)];
};

export const transcribeRules: ServiceRules = forEach(
  ['StartTranscriptionJob', 'StartMedicalTranscriptionJob', 'StartCallAnalyticsJob'],
  () => transcription,
);

export const pollyRules: ServiceRules = {
  StartSpeechSynthesisTask: allOf(
    deriveNeeds,
    writeBucket('OutputS3BucketName'),
    whenGiven(['SnsTopicArn'], needOn('sns:Publish', 'sns:topic', 'TopicName', ['SnsTopicArn'])),
  ),
};

const endpointOrAny =
  (action: string): NeedRule =>
  (call): readonly Need[] => {
    if (!isGiven(call.args, ['EndpointArn'])) return [{ action, targets: [anyTarget] }];
    const targets: readonly Target[] = createTargets(
      draftOf(call, 'comprehend:document-classifier-endpoint', 'DocumentClassifierEndpointName', ['EndpointArn']),
    );
    return [{ action, targets }];
  };

/** The detection calls work on text alone, with or without a model of one's own. */
export const comprehendRules: ServiceRules = {
  DetectEntities: endpointOrAny('comprehend:DetectEntities'),
  ClassifyDocument: (call) =>
    isGiven(call.args, ['EndpointArn']) ? endpointOrAny('comprehend:ClassifyDocument')(call) : deriveNeeds(call),
};

/** A translation uses a terminology only when it names one. */
export const translateRules: ServiceRules = {
  TranslateText: (call) =>
    isGiven(call.args, ['TerminologyNames']) ? deriveNeeds(call) : needAny('translate:TranslateText')(call),
  TranslateDocument: (call) =>
    isGiven(call.args, ['TerminologyNames']) ? deriveNeeds(call) : needAny('translate:TranslateDocument')(call),
};
