import { constant, findField } from '../../app/code-value.ts';
import type { CodeValue } from '../../app/code-value.ts';
import { createTargets } from '../create-targets.ts';
import { restPathsTable } from '../generated/rest-paths.ts';
import { isGiven } from '../is-given.ts';
import type { NeedRule } from '../need.ts';

// Source: "Actions, resources, and condition keys for Amazon API Gateway Management": the action is the HTTP method and the resource
// the path of the management API's own request.

let paths: ReadonlyMap<string, string> | undefined;

/** The rule of an operation that manages API Gateway: `GetRestApi` -> `apigateway:GET` on `/restapis/${restApiId}`. */
export function restRules(service: string, operation: string): NeedRule | undefined {
  if (service !== 'api-gateway' && service !== 'apigatewayv2') return undefined;
  paths ??= new Map(
    restPathsTable.split('\n').map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]),
  );
  const entry = paths.get(`${service}.${operation}`);
  if (entry === undefined) return undefined;
  const [method = '', path = ''] = entry.split(' ');
  return (call) => {
    const members = [...path.matchAll(/\{(\w+)\}/g)].map((m) => m[1] as string);
    const names: Record<string, CodeValue | undefined> = {};
    for (const member of members)
      names[member] = isGiven(call.args, [member]) ? findField(call.args, member) : undefined;
    if (members.includes('resourceArn')) names['resourceArn'] = constant('*');
    const arn = `arn:\${Partition}:apigateway:\${Region}::${path.replaceAll('{', '${')}`;
    const [target] = createTargets({ type: 'apigateway:restapi', arn, names, region: call.region });
    return [{ action: `apigateway:${method}`, targets: target === undefined ? [] : [target] }];
  };
}
