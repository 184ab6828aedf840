import type { Application } from '../../app/application.ts';
import { toText } from '../../app/expression.ts';
import type { LayerLink } from '../../app/function.ts';
import type { Role } from '../../app/role.ts';
import { toItems, type Value } from '../../app/value.ts';
import type { FunctionPermissions } from '../function-permissions.ts';

/** Why nothing may be taken from a role, or `null`. */
export function findReasonToKeep(
  application: Application,
  role: Role,
  members: readonly FunctionPermissions[],
): string | null {
  const unread = members.find((m) => m.code.handler === null);
  if (unread !== undefined) return `the code of ${unread.function.id} could not be read`;
  const open = members.find((m) => !m.complete);
  if (open !== undefined) return `something in the code of ${open.function.id} is not resolved and may need more`;
  const layered = members.map((m) => m.function).find((fn) => fn.layers.some(isForeignLayer));
  if (layered !== undefined) return `a layer of ${layered.id} is not here and may need more`;
  if (members.length > 0 && !role.implicit && hasOtherUser(application, role))
    return `${role.id} is not only used by functions`;
  return null;
}

/** Public layers that need nothing by themselves: libraries, and agents whose needs AWS's own policies give. */
const QUIET_LAYER =
  /AWSLambdaPowertools|LambdaInsightsExtension|AWSSDKPandas|AWSDataWrangler|aws-otel|LambdaAdapter|Klayers/;

const isForeignLayer = (layer: LayerLink): boolean =>
  layer.kind === 'other' && layer.value.kind !== 'no-value' && !QUIET_LAYER.test(toText(layer.value));

/** Types that hold or attach a role's policies, or are functions: they do not act in the role themselves. */
const HARMLESS = new Set([
  'AWS::IAM::Policy',
  'AWS::IAM::RolePolicy',
  'AWS::IAM::ManagedPolicy',
  'AWS::Lambda::Function',
  'AWS::Serverless::Function',
]);

/** True when something else than functions takes on the role, or may. */
export function hasOtherUser(application: Application, role: Role): boolean {
  if (trustsOthers(role)) return true;
  const template = application.templates.find((t) => t.file === role.template);
  return [...(template?.resources.values() ?? [])].some(
    (resource) =>
      resource.id !== role.id && !HARMLESS.has(resource.type) && isRoleHandedOn(resource.properties, role.id),
  );
}

/** True when anything but Lambda may take the role on. */
function trustsOthers(role: Role): boolean {
  const trust = role.trust;
  if (trust?.kind !== 'map') return false;
  return toItems(trust.entries.get('Statement')).some((statement) => {
    const principal = statement.kind === 'map' ? statement.entries.get('Principal') : undefined;
    if (principal?.kind !== 'map') return principal !== undefined;
    return [...principal.entries].some(
      ([kind, who]) =>
        kind !== 'Service' ||
        toItems(who).some(
          (w) => w.kind !== 'literal' || !/^(?:lambda|edgelambda)\.amazonaws\.com$/.test(String(w.value)),
        ),
    );
  });
}

/** True when a value gives the role's ARN to whatever holds it. */
function isRoleHandedOn(value: Value, id: string): boolean {
  switch (value.kind) {
    case 'ref':
      return value.id === id;
    case 'join':
      return value.parts.some((part) => isRoleHandedOn(part, id));
    case 'list':
      return value.items.some((item) => isRoleHandedOn(item, id));
    case 'map':
      return [...value.entries.values()].some((entry) => isRoleHandedOn(entry, id));
    case 'cond':
      return isRoleHandedOn(value.then, id) || isRoleHandedOn(value.else, id);
    default:
      return false;
  }
}
