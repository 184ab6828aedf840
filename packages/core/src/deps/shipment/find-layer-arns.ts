import { toText } from '../../app/expression.ts';
import type { LambdaFunction } from '../../app/function.ts';

/** The layers of a function that the tree does not hold, as the template names them. */
export function findLayerArns({ layers }: LambdaFunction): readonly string[] {
  return layers.flatMap((layer) => (layer.kind === 'other' ? [toText(layer.value)] : []));
}
