/**
 * Attributes of event objects in Python, by the field of the event that they read: a plain event is a dict and has no
 * attributes, so one that is read as an attribute is that of a data class
 * (https://docs.aws.amazon.com/powertools/python/latest/utilities/data_classes/).
 */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  raw_event: [],
  records: ['Records'],
  bucket_name: ['Records', '[]', 's3', 'bucket', 'name'],
  object_key: ['Records', '[]', 's3', 'object', 'key'],
  get_object: ['object'],
  json_body: ['body', '(json)'],
  decoded_body: ['body'],
  decoded_nested_s3_event: ['body', '(json)'],
  decoded_nested_sns_event: ['body', '(json)'],
  event_source_arn: ['eventSourceARN'],
  aws_region: ['awsRegion'],
  message_attributes: ['messageAttributes'],
  message_id: ['messageId'],
  receipt_handle: ['receiptHandle'],
  sns: ['Sns'],
  sns_message: ['Records', '[]', 'Sns', 'Message'],
  topic_arn: ['TopicArn'],
  new_image: ['NewImage'],
  old_image: ['OldImage'],
  data_as_json: ['data', '(json)'],
  data_as_text: ['data'],
  detail_type: ['detail-type'],
  request_context: ['requestContext'],
  api_id: ['apiId'],
  domain_name: ['domainName'],
  connection_id: ['connectionId'],
  account_id: ['accountId'],
  path_parameters: ['pathParameters'],
  query_string_parameters: ['queryStringParameters'],
  user_pool_id: ['userPoolId'],
};

/** The path of the event's field that an attribute reads. */
export function toFieldPath(attribute: string): readonly string[] {
  return Object.hasOwn(FIELDS, attribute) ? (FIELDS[attribute] ?? [attribute]) : [attribute];
}
