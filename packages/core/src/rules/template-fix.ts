import type { Template } from '../app/application.ts';
import type { Location } from '../app/location.ts';
import type { Edit, Fix } from '../findings/finding.ts';
import { openTemplate, type OpenTemplate } from '../permissions/write/open-template.ts';
import {
  replaceScalar,
  setProperties,
  setSections,
  type PropertySetting,
} from '../permissions/write/set-properties.ts';
import type { PlainResource } from './template-resources.ts';

const opened = new WeakMap<Template, OpenTemplate | null>();

/** Several findings of a template are mended, and it is opened once. */
function open(template: Template): OpenTemplate | null {
  const found = opened.get(template);
  if (found !== undefined) return found;
  const made = openTemplate(template.file, template.text);
  opened.set(template, made);
  return made;
}

/** Properties by their names, as they are to be. */
export type Properties = Readonly<Record<string, unknown>>;

const toSettings = (properties: Properties, ...path: readonly [string, ...string[]]): readonly PropertySetting[] =>
  Object.entries(properties).map(([name, value]) => ({ path: [...path, name], value }));

/** `{ fix }`, or nothing where the text cannot be edited in place: a part of a report. */
const toPart = (title: string, edits: readonly Edit[] | null | undefined): { readonly fix?: Fix } =>
  edits === null || edits === undefined || edits.length === 0 ? {} : { fix: { title, edits } };

/** Resources that a fix adds to the template, by their logical ids. */
type Additions = Readonly<Record<string, { readonly Type: string; readonly Properties: Properties }>>;

/** The edits of both; `null` where one of them is not possible, or where an id is taken. */
function join(
  template: Template,
  page: OpenTemplate,
  edits: readonly Edit[] | null,
  additions: Additions,
): readonly Edit[] | null {
  const isTaken = Object.keys(additions).some(
    (id) => template.resources.has(id) || template.expanded?.has(id) === true || template.parameters.has(id),
  );
  const settings = Object.entries(additions).map(([id, value]) => ({ path: ['Resources', id] as const, value }));
  const added = isTaken ? null : setSections(page, settings);
  return edits === null || added === null ? null : [...edits, ...added];
}

/** What SAM makes of an event or an API that takes its properties; the queue of a subscription has no place for its own. */
const SHARING = /^AWS::(?:Lambda::EventSourceMapping|ApiGateway(?:V2)?::Stage)$/;

/** The fix that sets properties of a resource, or of the event or SAM resource that it is made of. */
export function toPropertyFix(
  title: string,
  { template, resource: { at, provenance, type } }: Pick<PlainResource, 'resource' | 'template'>,
  properties: Properties,
  additions: Additions = {},
): { readonly fix?: Fix } {
  const isPlaced = provenance === 'template' || SHARING.test(type);
  const page = isPlaced && at.file === template.file ? open(template) : null;
  if (page === null) return {};
  return toPart(
    title,
    join(template, page, setProperties(page, at.start, toSettings(properties, 'Properties')), additions),
  );
}

/** The fix that sets what all APIs or functions of a SAM template have, those too that SAM makes by itself. */
export function toGlobalFix(
  title: string,
  template: Template,
  section: 'Api' | 'Function' | 'HttpApi',
  properties: Properties,
  additions: Additions = {},
): { readonly fix?: Fix } {
  const page = template.kind === 'sam' ? open(template) : null;
  if (page === null) return {};
  return toPart(title, join(template, page, setSections(page, toSettings(properties, 'Globals', section)), additions));
}

/** The fix that replaces plain values of a template where they stand. */
export function toValueFix(
  title: string,
  template: Template,
  changes: readonly { readonly at: Location; readonly value: string | number | boolean }[],
): { readonly fix?: Fix } {
  const page = open(template);
  const made = changes.map(({ at, value }) =>
    at.file === template.file && page !== null ? replaceScalar(page, at.start, value) : null,
  );
  return toPart(title, made.includes(null) ? null : made.flatMap((edits) => edits ?? []));
}
