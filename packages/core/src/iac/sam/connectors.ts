import type { LambdaFunction } from '../../app/function.ts';
import type { Location } from '../../app/location.ts';
import type { Role, UnknownPolicy } from '../../app/role.ts';
import type { Value } from '../../app/value.ts';
import { findEntry, findText, toItems } from '../../app/value.ts';
import { listConnectors } from '../cloudformation/find-attached.ts';
import type { ReadScope } from '../front-end.ts';

interface Connector {
  readonly id: string;
  /** The resources at its ends. */
  readonly ends: readonly (string | undefined)[];
  readonly properties: Value;
  readonly at: Location;
}

/**
 * What connectors grant is in the policies that SAM makes of them. Where nothing could be made of one, it is not known what
 * the functions at its ends may do.
 */
export function addLostConnectors(
  functions: readonly LambdaFunction[],
  roles: readonly Role[],
  scope: ReadScope,
): Role[] {
  const made = new Set([...scope.template.resources.values()].flatMap(({ metadata }) => listConnectors(metadata)));
  const lost = findConnectors(scope).filter(({ id }) => !made.has(id));
  return roles.map((role) => {
    const users = functions.filter(
      (f) => f.role.kind !== 'other' && f.role.id === role.id && f.role.template === role.template,
    );
    const added = lost.filter(({ ends }) => users.some((user) => ends.includes(user.id)));
    return added.length === 0 ? role : { ...role, policies: [...role.policies, ...added.map(toUnknown)] };
  });
}

const toUnknown = ({ id, properties, at }: Connector): UnknownPolicy => ({
  kind: 'unknown',
  why: `what the connector \`${id}\` grants cannot be told`,
  value: properties,
  at,
});

/** Those that stand inside of resources are resources here as well, unless SAM has made something of them. */
function findConnectors({ template }: ReadScope): Connector[] {
  const declared = [...template.resources.values()].filter(({ type }) => type === 'AWS::Serverless::Connector');
  return declared.map(({ id, properties, at }) => {
    const ends = ['Source', 'Destination'].flatMap((name) => toItems(findEntry(properties, name)));
    return { id, ends: ends.map((end) => findText(findEntry(end, 'Id'))), properties, at };
  });
}
