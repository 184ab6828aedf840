import type { Application, Template } from '../app/application.ts';
import { withoutDefaults } from '../app/decide-condition.ts';
import { findResource } from '../app/follow-value.ts';
import { resolveText } from '../app/resolve-value.ts';
import type { Resource } from '../app/resource.ts';
import { findEntry, toBranches, type Value } from '../app/value.ts';
import { isRole } from '../iac/cloudformation/find-attached.ts';
import { printWords } from './print-words.ts';

/** A part of an application that was not read, and may hold functions or change what they may do. */
interface UnreadPart {
  readonly why: string;
  /** What is written of it. */
  readonly words: string;
  /** True for what may also take access away: then it counts when it is gone. */
  readonly mayDeny: boolean;
}

/**
 * Why functions may have gained access by what was not read of the new version: a part that is new or written in other words, or one of
 * the old version that is gone and may have denied something.
 */
export function findUnreadParts(before: Application, after: Application): readonly string[] {
  const [old, fresh] = [listParts(before), listParts(after)];
  const isNew = ({ words }: UnreadPart): boolean => !old.some((part) => part.words === words);
  const isGone = ({ words, mayDeny }: UnreadPart): boolean => mayDeny && !fresh.some((part) => part.words === words);
  return [...new Set([...fresh.filter(isNew), ...old.filter(isGone)].map(({ why }) => why))];
}

const listParts = (application: Application): readonly UnreadPart[] => [
  // What an include would bring is a value of what it stands in, or one of the transforms below.
  ...application.diagnostics.flatMap(({ severity, code, message }) =>
    severity === 'error' && code !== 'include-not-expanded' ? [{ why: message, words: message, mayDeny: false }] : [],
  ),
  ...application.templates.flatMap((template) => [
    ...(template.transforms ?? []).map(toTransform),
    ...[...template.resources.values()].flatMap((resource) => toPart(resource, template, application)),
  ]),
];

const toTransform = (value: Value): UnreadPart => ({
  why: 'a macro or an include that is not read may bring anything',
  words: printWords(value),
  mayDeny: true,
});

function toPart(resource: Resource, template: Template, application: Application): readonly UnreadPart[] {
  const words = printWords([resource.type, resource.properties, resource.condition]);
  if (STACKS.has(resource.type) && template.nested?.has(resource.id) !== true) {
    return [{ why: `stack \`${resource.id}\` is not read`, words, mayDeny: false }];
  }
  const isOpen = ATTACHED.has(resource.type) && !isAttachedTo(resource, template, application);
  return isOpen ? [{ why: `which roles have \`${resource.id}\` cannot be told`, words, mayDeny: true }] : [];
}

const STACKS: ReadonlySet<string> = new Set([
  'AWS::CloudFormation::Stack',
  'AWS::CloudFormation::StackSet',
  'AWS::Serverless::Application',
]);
const ATTACHED: ReadonlySet<string> = new Set(['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::RolePolicy']);

const listRoles = (templates: readonly Template[]): readonly Resource[] =>
  templates.flatMap(({ resources }) => [...resources.values()].filter(({ type }) => type === 'AWS::IAM::Role'));

/** Whether all that a policy says of its roles can be read, and leads to roles that are read as well. */
function isAttachedTo({ properties }: Resource, template: Template, application: Application): boolean {
  if (findEntry(properties, 'Fn::Transform') !== undefined) return false;
  const { templates, functions } = application;
  const hasOutside = functions.some(({ role }) => role.kind === 'other');
  const named = ['Roles', 'RoleName'].flatMap((name) => toBranches(findEntry(properties, name)));
  const given = { templates: templates.map(withoutDefaults) };
  return named.every(
    ({ value }) =>
      findResource(value, template, { templates }) !== undefined ||
      (!hasOutside && resolveText(value, withoutDefaults(template), given) !== undefined) ||
      listRoles(templates).some((role) => isRole(value, role, template, { templates })),
  );
}
