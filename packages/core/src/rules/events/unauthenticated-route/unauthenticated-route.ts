import { defineRule, type Report, type Rule, type RuleContext } from '../../rule.ts';
import { findNamedFunction, toResourceReport } from '../../template-resources.ts';
import type { Location } from '../../../app/location.ts';
import { hasReference } from '../../../app/has-reference.ts';
import { findEntry, findText, type Value } from '../../../app/value.ts';
import type { PlainResource } from '../../template-resources.ts';
import { shorten } from '../../shorten.ts';
import { toStep } from '../../to-step.ts';
import { listOperations } from './operations.ts';
import { listRoutes, type Route } from './routes.ts';

export const unauthenticatedRoute: Rule = defineRule({
  id: 'EVT001',
  slug: 'unauthenticated-route',
  severity: 'high',
  title: 'anybody may call a route of an API',
  references: ['OWASP-S2', 'CSA-SAS-2', 'CWE-306', 'FSBP-APIGateway.8', 'FSBP-AppSync.5'],
  needsCode: false,
  check: find,
});

function* find(context: RuleContext): Iterable<Report> {
  const routes = new Map<PlainResource, Route[]>();
  for (const route of [...listOperations(context), ...listRoutes(context)])
    routes.set(route.api, [...(routes.get(route.api) ?? []), route]);
  for (const [api, all] of routes) {
    const open = all.filter(({ isOpen }) => isOpen).map((route) => toFound(route, context));
    const [first] = open;
    // An API without any authorization is one fault, however many routes it has.
    if (first !== undefined && open.length > 1 && open.length === all.length) yield toApiReport(api, first, open);
    else yield* open.map(toRouteReport);
  }
}

interface Found {
  readonly route: Route;
  readonly at: Location;
  /** The function behind it. */
  readonly fn: string | undefined;
}

function toFound(route: Route, context: RuleContext): Found {
  const { owner, name, target } = route;
  const fn = findFunction(target, owner, context);
  return { route, fn, at: route.at ?? findEventPlace(owner, name, fn, context) ?? owner.resource.at };
}

const toRouteReport = ({ route: { api, owner, name }, at, fn }: Found): Report =>
  toResourceReport(owner, {
    at,
    message: describe(api.id, name),
    why: WHY,
    identity: [name],
    ...(fn === undefined ? {} : { function: fn }),
  });

function toApiReport(api: PlainResource, first: Found, open: readonly Found[]): Report {
  const fn = open.find((found) => found.fn !== undefined)?.fn;
  return {
    ...toResourceReport(api, {
      // What SAM makes by itself stands nowhere: its routes do.
      at: api.resource.provenance === 'expansion' ? first.at : api.resource.at,
      message: `anybody may call all ${open.length} routes of \`${api.id}\`: it asks for no authorization`,
      why: WHY,
      ...(fn === undefined ? {} : { function: fn }),
    }),
    trace: open
      .slice(0, MAX_STEPS)
      .map(({ route, at, fn: called }) =>
        toStep(at, `${route.name} is open${called === undefined ? '' : ` and calls ${called}`}`),
      ),
  };
}

const MAX_STEPS = 20;

function describe(id: string, name: string): string {
  if (name === '') return `\`${id}\` asks for a key only, which every client of it holds`;
  return `anybody may call \`${shorten(name, 50)}\` of \`${id}\`: it asks for no authorization`;
}

const WHY =
  'The gateway passes every request from the internet on, and what stands behind it pays and runs for each. Give the route an authorizer, or let the function check a signature itself and suppress this with that reason.';

/** The function that an address of an integration leads to. */
function findFunction(target: Route['target'], owner: PlainResource, context: RuleContext): string | undefined {
  let found: string | undefined;
  const isFunction = (id: string): boolean => {
    const named = findNamedFunction({ kind: 'ref', id, attribute: null }, owner, context);
    if (named?.type !== 'AWS::Lambda::Function') return false;
    found = named.id;
    return true;
  };
  if (target !== undefined) hasReference(target, isFunction);
  return found;
}

/** Where SAM's event stands that makes an operation. */
function findEventPlace(
  owner: PlainResource,
  name: string,
  fn: string | undefined,
  { application }: RuleContext,
): Value['at'] {
  const file = owner.template.file;
  const triggers = application.functions.find(({ id, template }) => id === fn && template === file)?.triggers ?? [];
  return triggers.find(({ kind, source, properties }) => {
    if (!/^(?:rest|http)-api$/.test(kind) || (source?.kind === 'ref' && source.id !== owner.id)) return false;
    const method = findText(findEntry(properties, 'Method'))?.toUpperCase() ?? 'ANY';
    const path = findText(findEntry(properties, 'Path')) ?? '$default';
    return name === `${method === '*' ? 'ANY' : method} ${path}`;
  })?.at;
}
