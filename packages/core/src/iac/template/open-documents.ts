import type { Parameter } from '../../app/application.ts';
import type { MapValue, Value } from '../../app/value.ts';
import { parseDocumentText } from './parse-document-text.ts';

/** Names of properties that hold a policy, or a statement of one. A text in SAM's `Policies` is the name of a managed one. */
const DOCUMENT = /^(?!Policies$).*polic|^Statement$/i;

/**
 * The properties of a resource with the policies in them read that are written as JSON in a text, plain or by `Fn::Sub` or `Fn::Join`:
 * CloudFormation takes them for what they say. What is no policy stays a text.
 */
export function openDocuments(properties: MapValue, isPart: (id: string) => boolean): MapValue {
  return { ...properties, entries: openEntries(properties, isPart) };
}

/** False for a parameter whose default is more than a part of a text: it holds quotes, or what makes one. */
export function createPartTest(parameters: ReadonlyMap<string, Parameter>): (id: string) => boolean {
  return (id) => {
    const fallback = parameters.get(id)?.default;
    return fallback === undefined || (fallback.kind === 'literal' && !/["\\{]/.test(String(fallback.value)));
  };
}

const openEntries = ({ entries }: MapValue, isPart: (id: string) => boolean): ReadonlyMap<string, Value> =>
  new Map([...entries].map(([key, value]) => [key, open(value, key, isPart)]));

function open(value: Value, name: string, isPart: (id: string) => boolean): Value {
  switch (value.kind) {
    case 'map':
      return { ...value, entries: openEntries(value, isPart) };
    case 'list':
      return { ...value, items: value.items.map((item) => open(item, name, isPart)) };
    case 'cond':
      return { ...value, then: open(value.then, name, isPart), else: open(value.else, name, isPart) };
    case 'literal':
    case 'join':
      return DOCUMENT.test(name) ? (parseDocumentText(value, isPart) ?? value) : value;
    default:
      return value;
  }
}
