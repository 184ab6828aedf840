import { describe, expect, it } from 'vitest';
import { parseEvent, type SourceName } from '@sallyport/runtime/events';
import { readGenuine, setAt } from './genuine.ts';

/** What handlers compare, join or look up: anything else in its place says yes where they expect a no. */
const cases: readonly (readonly [source: SourceName, path: string, value: unknown])[] = [
  ['api-gateway-v1', 'stageVariables', { table: { a: 1 } }],
  ['api-gateway-v2', 'stageVariables', { table: ['a'] }],
  ['api-gateway-v2', 'requestContext.authorizer', { iam: 'admin' }],
  ['function-url', 'requestContext.authorizer', { iam: true }],
  ['bedrock-agent', 'sessionAttributes', { role: { admin: true } }],
  ['bedrock-agent', 'promptSessionAttributes', { role: ['admin'] }],
  ['cloudwatch-alarm', 'alarmData.state.value', 'FINE'],
  ['codecommit', 'Records[0].codecommit.references', [{ commit: '--upload-pack=x', ref: 'refs/heads/main' }]],
  ['cognito-create-auth-challenge', 'request.session', [{ challengeName: 'SRP_A', challengeResult: 'false' }]],
  ['cognito-define-auth-challenge', 'request.session', [{ challengeName: 'SRP_A', challengeResult: 'false' }]],
  ['cognito-define-auth-challenge', 'request.session', [{ challengeName: 'SRP_A' }]],
  ['cognito-verify-auth-challenge', 'request.challengeAnswer', { $ne: null }],
  ['cognito-verify-auth-challenge', 'request.privateChallengeParameters', { answer: { $ne: null } }],
  ['cognito-pre-signup', 'request.userAttributes', { 'custom:role': { admin: true } }],
  ['cognito-pre-signup', 'request.clientMetadata', { invite: { $gt: '' } }],
  ['cognito-post-confirmation', 'request.userAttributes', { sub: ['a', 'b'] }],
  ['cognito-pre-token-generation', 'request.groupConfiguration', { groupsToOverride: 'admin' }],
  ['connect-contact-flow', 'Details.ContactData.Attributes', { customer: { id: 1 } }],
  ['lex-v1', 'sessionAttributes', { user: { id: 1 } }],
  ['lex-v2', 'sessionState.sessionAttributes', { user: { id: 1 } }],
  ['lex-v2', 'requestAttributes', { user: ['a'] }],
  ['secretsmanager-rotation', 'ClientRequestToken', '../../x'],
  ['ses', 'Records[0].ses.receipt.spamVerdict', { status: 'MAYBE' }],
  ['sns', 'Records[0].Sns.SignatureVersion', '9'],
  ['alexa-skill', 'request.timestamp', 'now'],
];

describe('a value that is not what AWS writes there', () => {
  it.each(cases)('is refused: %s, %s = %j', (source, path, value) => {
    const event = readGenuine(source);
    setAt(event, path, value);
    expect(() => parseEvent(event)).toThrow('ERR_EVENT_SHAPE');
  });

  it('is no text where AWS writes one in samples', () => {
    const event = readGenuine('cognito-pre-signup');
    setAt(event, 'request.userAttributes', { email_verified: false, 'custom:age': 7, 'custom:none': null });
    expect(parseEvent(event).source).toBe('cognito-pre-signup');
  });
});

describe('two fields that exclude each other', () => {
  it.each<readonly [SourceName, string, unknown]>([
    ['bedrock-agent', 'function', 'getClaim'],
    ['appsync-events', 'info.channelNamespace', { name: 'other' }],
  ])('are refused: %s, %s = %j', (source, path, value) => {
    const event = readGenuine(source);
    setAt(event, path, value);
    expect(() => parseEvent(event)).toThrow('ERR_EVENT_INCONSISTENT');
  });
});
