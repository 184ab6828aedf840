import { expandConnector } from '../connectors/connector.ts';
import type { Expansion } from '../expansion.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Made, Source } from '../resource.ts';
import { createSource, make } from '../resource.ts';

/** What the parts of one GraphQL API share. */
export interface GraphqlScope {
  readonly source: Source;
  readonly apiId: JsonObject;
  /** Names of data sources by the name that the template gives them. */
  readonly dataSources: Map<string, Json>;
  /** Ids of functions by the name that the template gives them. */
  readonly functions: Map<string, Json>;
  /** The data source of functions that need none. */
  none?: Made;
}

/** A resource of the API: it has the API's attributes. */
export function makePart(
  scope: GraphqlScope,
  id: string,
  type: string,
  properties: Readonly<Record<string, Json | undefined>>,
  from?: Json,
): Made {
  const { source } = scope;
  const options = { attributes: source.attributes, dependsOn: source.dependsOn, from: from ?? source.body };
  return make(id, `AWS::AppSync::${type}`, properties, options);
}

/** What a policy says by way of a connector. */
export function connect(id: string, from: JsonObject, to: JsonObject, permissions: Json, expansion: Expansion): Made[] {
  const properties = { Source: from, Destination: to, Permissions: permissions };
  return expandConnector(createSource(id, { Type: 'AWS::Serverless::Connector' }, properties), expansion);
}
