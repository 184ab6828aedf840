import { isObject } from '../../is-object.ts';
import { account } from '../parts/arn.ts';
import { optionalText, optionalObject } from '../parts/optional.ts';
import { headerMap } from '../parts/http/headers.ts';
import { line, object, token, type Infer } from '../parts/shape.ts';
import { defineSource, type EventSource } from '../parts/source.ts';

const shape = () =>
  object({
    authorizationToken: token,
    requestContext: object({
      apiId: line,
      accountId: account,
      requestId: line,
      queryString: optionalText,
      operationName: optionalText,
      variables: optionalObject,
      channelNamespaceName: optionalText,
      channel: optionalText,
      operation: optionalText,
    }),
    requestHeaders: headerMap,
  });

/** A token that AppSync asks an authorizer about. */
export type AppsyncAuthorizerEvent = Infer<typeof shape>;

export const appsyncAuthorizer: EventSource<AppsyncAuthorizerEvent> = defineSource<AppsyncAuthorizerEvent>({
  name: 'appsync-authorizer',
  shape,
  matches: ({ authorizationToken, requestContext, type }) =>
    authorizationToken !== undefined &&
    type === undefined &&
    isObject(requestContext) &&
    requestContext['apiId'] !== undefined &&
    (requestContext['queryString'] !== undefined ||
      requestContext['queryDocument'] !== undefined ||
      requestContext['channel'] !== undefined),
});
