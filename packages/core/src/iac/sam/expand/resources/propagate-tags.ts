import type { JsonObject } from '../json.ts';
import { isObject, isSet } from '../json.ts';
import type { Made } from '../resource.ts';
import { toTags } from '../resource.ts';

/** Types that have `Tags` as a list. */
const LISTED =
  /^AWS::(?:Lambda::Function|IAM::Role|SNS::Topic|SQS::Queue|S3::Bucket|IoT::TopicRule|StepFunctions::StateMachine|ApiGateway::(?:RestApi|Stage|DomainName|DomainNameV2|UsagePlan|ApiKey|DomainNameAccessAssociation))$/;

/** Types that have `Tags` as a mapping. */
const MAPPED = /^AWS::ApiGatewayV2::(?:Stage|DomainName)$/;

/** With `PropagateTags`, everything that is made for a resource has the tags of its author. */
export function propagateTags(made: readonly Made[], properties: JsonObject): void {
  const tags = properties['Tags'];
  if (isSet(properties['PropagateTags']) && isObject(tags) && isSet(tags)) setTags(made, tags);
}

/** Gives resources the tags in the form that each of their types has. */
export function setTags(made: readonly Made[], tags: JsonObject): void {
  for (const { type, properties } of made) {
    const isWebSocket = type === 'AWS::ApiGatewayV2::Api' && properties['ProtocolType'] === 'WEBSOCKET';
    if (LISTED.test(type)) properties['Tags'] = toTags(tags);
    else if (MAPPED.test(type) || isWebSocket) properties['Tags'] = { ...tags };
  }
}
