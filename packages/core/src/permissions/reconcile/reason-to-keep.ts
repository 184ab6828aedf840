import type { Application, Template, TemplateExport } from '../../app/application.ts';
import { toText } from '../../app/expression.ts';
import { hasReference } from '../../app/has-reference.ts';
import type { LayerLink } from '../../app/function.ts';
import type { Role } from '../../app/role.ts';
import { emptyMap, findEntry, toBranches, type BranchedValue, type Value } from '../../app/value.ts';
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
  if (members.length > 0 && hasOtherUser(application, role)) return `${role.id} is not only used by functions`;
  if (isExported(application, role)) return `${role.id} is exported, and other stacks may use it`;
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
  if (template === undefined) return false;
  if (isHandedOn(template, role.id) || isSometimesUsed(application, template, role)) return true;
  const outputs = new Set(findOutputs(template, role).map(({ output }) => `Outputs.${output}`));
  return application.templates.some(
    (parent) =>
      outputs.size > 0 &&
      [...(parent.nested ?? [])].some(
        ([stack, file]) =>
          file === template.file && isHandedOn(parent, stack, (attribute) => outputs.has(attribute ?? '')),
      ),
  );
}

/** True when a resource that may act in a role refers to one, by an attribute that matters. */
const isHandedOn = (template: Template, id: string, matters = (_attribute: string | null): boolean => true): boolean =>
  (findHolders(template).get(id) ?? []).some(({ holder, attribute }) => holder !== id && matters(attribute));

interface Held {
  readonly holder: string;
  readonly attribute: string | null;
}

/** One walk for all roles: a template may hold hundreds of each. */
const known = new WeakMap<Template, ReadonlyMap<string, readonly Held[]>>();

/** By logical id, what refers to it and is not harmless. */
function findHolders(template: Template): ReadonlyMap<string, readonly Held[]> {
  const before = known.get(template);
  if (before !== undefined) return before;
  const found = new Map<string, Held[]>();
  for (const { id: holder, type, properties } of template.resources.values()) {
    if (HARMLESS.has(type)) continue;
    hasReference(properties, (id, attribute) => {
      const held = found.get(id) ?? [];
      held.push({ holder, attribute });
      found.set(id, held);
      return false;
    });
  }
  known.set(template, found);
  return found;
}

/** True when a function that goes by another role may take on this one too: `Fn::If` of both. */
const isSometimesUsed = (application: Application, template: Template, role: Role): boolean =>
  application.functions.some(
    (fn) =>
      fn.template === template.file &&
      (fn.role.kind === 'other' || fn.role.id !== role.id || fn.role.template !== role.template) &&
      hasReference(findEntry(fn.properties, 'Role') ?? emptyMap, (id) => id === role.id),
  );

const findOutputs = (template: Template, role: Role): readonly TemplateExport[] =>
  template.exports.filter(({ value }) => hasReference(value, (id) => id === role.id));

/** Whoever imports the role may be in another repository. */
function isExported(application: Application, role: Role): boolean {
  const template = application.templates.find((t) => t.file === role.template);
  return template !== undefined && findOutputs(template, role).some(({ exported }) => exported);
}

/** True when anything but Lambda may take the role on; a trust policy that is not known may say anything. */
function trustsOthers({ trust }: Role): boolean {
  return toBranches(trust ?? undefined).some(
    ({ value }) => value.kind !== 'map' || toBranches(value.entries.get('Statement')).some(isForOthers),
  );
}

function isForOthers({ value: statement }: BranchedValue): boolean {
  if (statement.kind !== 'map') return true;
  return toBranches(statement.entries.get('Principal')).some(
    ({ value: principal }) =>
      principal.kind !== 'map' ||
      [...principal.entries].some(
        ([kind, who]) => kind !== 'Service' || toBranches(who).some(({ value }) => !isLambda(value)),
      ),
  );
}

const isLambda = (service: Value): boolean =>
  service.kind === 'literal' && /^(?:lambda|edgelambda)\.amazonaws\.com$/.test(String(service.value));
