/** A JSON value with its place: UTF-16 offsets into the text, `end` just behind the value. */
export type JsonNode = JsonObject | JsonArray | JsonScalar;

export interface JsonObject {
  readonly kind: 'object';
  readonly start: number;
  end: number;
  /** In the order of the text; a name that stands twice is here twice. */
  readonly members: JsonMember[];
}

export interface JsonArray {
  readonly kind: 'array';
  readonly start: number;
  end: number;
  readonly items: JsonNode[];
}

export interface JsonScalar {
  readonly kind: 'scalar';
  readonly start: number;
  readonly end: number;
  readonly value: string | number | boolean | null;
}

export interface JsonMember {
  readonly key: string;
  /** Where the quoted name starts. */
  readonly at: number;
  readonly value: JsonNode;
}

/** The value of a name in an object; of a name that stands twice the last, as `JSON.parse` takes it. */
export function findMember(node: JsonNode | undefined, key: string): JsonNode | undefined {
  if (node?.kind !== 'object') return undefined;
  for (let i = node.members.length - 1; i >= 0; i -= 1) {
    if (node.members[i]?.key === key) return node.members[i]?.value;
  }
  return undefined;
}

/** The members of the object that stands under a name; none when there is no object. */
export function listMembers(node: JsonNode | undefined, key?: string): readonly JsonMember[] {
  const found = key === undefined ? node : findMember(node, key);
  return found?.kind === 'object' ? found.members : [];
}

/** The text that stands under a name, or `undefined` when there is none. */
export function findText(node: JsonNode | undefined, key: string): string | undefined {
  return toText(findMember(node, key));
}

export function toText(node: JsonNode | undefined): string | undefined {
  return node?.kind === 'scalar' && typeof node.value === 'string' ? node.value : undefined;
}

/** True when `true` stands under a name. */
export function isTrue(node: JsonNode | undefined, key: string): boolean {
  const found = findMember(node, key);
  return found?.kind === 'scalar' && found.value === true;
}
