import type { Template } from './application.ts';
import type { Location } from './location.ts';
import type { Value } from './value.ts';

/** A part of a template's value that means nothing: CloudFormation refuses the template. */
export interface LostValue {
  readonly why: string;
  readonly at?: Location;
}

/** Functions of CloudFormation, of its language extensions and of its rules. */
const FUNCTIONS =
  /^(?:Ref|Condition|Fn::(?:And|Base64|Cidr|Contains|EachMemberEquals|EachMemberIn|Equals|FindInMap|ForEach(?:::.*)?|GetAtt|GetAZs|GetStackOutput|If|ImportValue|Join|Length|Not|Or|RefAll|Select|Split|Sub|ToJsonString|Transform|ValueOf|ValueOfAll))$/;

const DEEPEST = 64;

/** References to what a template does not declare, and functions that CloudFormation does not have. */
export function findLost(value: Value, template: Template, depth = 0): readonly LostValue[] {
  if (depth > DEEPEST) return [];
  const again = (inner: Value): readonly LostValue[] => findLost(inner, template, depth + 1);
  switch (value.kind) {
    case 'ref':
      return isDeclared(value.id, template) ? [] : [lost(value, `the template declares no \`${value.id}\``)];
    case 'unknown': {
      const name = findFunction(value.expression);
      return name === undefined || FUNCTIONS.test(name)
        ? []
        : [lost(value, `CloudFormation has no function \`${name}\``)];
    }
    case 'join':
      return value.parts.flatMap(again);
    case 'list':
      return value.items.flatMap(again);
    case 'map':
      return [...value.entries.values()].flatMap(again);
    case 'cond':
      return [...again(value.then), ...again(value.else)];
    default:
      return [];
  }
}

const lost = ({ at }: Value, why: string): LostValue => (at === undefined ? { why } : { why, at });

function isDeclared(id: string, { resources, parameters, expanded, text }: Template): boolean {
  // `Worker.Alias` is SAM's own; a macro or an include may make what is not seen.
  if (id.includes('.') || id.includes('::') || /Fn::Transform|AWS::Include|Fn::ForEach/.test(text)) return true;
  if (resources.has(id) || parameters.has(id) || expanded?.has(id) === true) return true;
  // What SAM makes is called after what it makes it of.
  return id.startsWith('Serverless') || [...resources.keys()].some((own) => id.startsWith(own));
}

function findFunction(expression: unknown): string | undefined {
  if (typeof expression !== 'object' || expression === null || Array.isArray(expression)) return undefined;
  const names = Object.keys(expression);
  return names.length === 1 && names[0]?.startsWith('Fn::') === true ? names[0] : undefined;
}
