import type { Value } from '../../app/value.ts';
import { findEntry, findPath, toItems } from '../../app/value.ts';
import type { ReadScope } from '../front-end.ts';
import { findFunctions } from './find-functions.ts';

/** The destinations that `AWS::Lambda::EventInvokeConfig` resources give a function. */
export function findInvokeDestinations(functionId: string, scope: ReadScope): Value[] {
  return [...scope.template.resources.values()].flatMap((resource) => {
    if (resource.type !== 'AWS::Lambda::EventInvokeConfig') return [];
    const name = findEntry(resource.properties, 'FunctionName');
    if (
      name === undefined ||
      !findFunctions(name, scope.template, scope.functions).some((key) => key.id === functionId)
    )
      return [];
    const config = findEntry(resource.properties, 'DestinationConfig');
    return ['OnSuccess', 'OnFailure'].flatMap((when) => [...toItems(findPath(config, when, 'Destination'))]);
  });
}
