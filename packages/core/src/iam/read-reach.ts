import { listIamResourceTypes } from '../aws/actions.ts';

/** How far a resource of a statement reaches. `kind`: all resources of a type, or of a service (`table/*`, `arn:aws:s3:::*`). */
export type Reach = 'everything' | 'kind' | 'named';

/** The reach of one resource's text, in which `<>` stands for what only a deployment knows. What is no ARN is a name. */
export function readReach(text: string): Reach {
  if (/^\*+$/.test(text) || /^arn:(?:\*|<>):?\*(?::\*)*$/.test(text)) return 'everything';
  const [arn, , service = '', , , ...rest] = text.split(':');
  if (arn !== 'arn' || rest.length === 0) return 'named';
  // An identifier that is left open: `*`, or after a type's name as in `table/*` and `log-group:*:*`.
  const [, type] = /^([^*]*)\*(?:[/:*].*)?$/.exec(rest.join(':')) ?? [];
  return type !== undefined && (type === '' || isType(service, type)) ? 'kind' : 'named';
}

/** Whether ARNs of a service go on so before what names a resource: objects of one bucket begin with its name. */
function isType(service: string, text: string): boolean {
  const types = listIamResourceTypes(service);
  if (types.length === 0) return /^[A-Za-z][\w-]*[/:]$/.test(text);
  return types.some(({ arns }) => arns.some((arn) => arn.startsWith(`${text}\${`, findResourcePart(arn))));
}

/** Where the sixth part of an ARN begins. */
const findResourcePart = (arn: string): number => /^(?:[^:]*:){5}/.exec(arn)?.[0].length ?? 0;
