import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseDocuments } from '../../src/iac/document/parse-document.ts';
import type { ExpandedTemplate } from '../../src/iac/sam/expand/expand-template.ts';
import { expandTemplate } from '../../src/iac/sam/expand/expand-template.ts';
import type { Json, JsonObject } from '../../src/iac/sam/expand/json.ts';
import { isObject, toCanonicalText, toText } from '../../src/iac/sam/expand/json.ts';
import { toJson } from '../../src/iac/sam/expand/read-json.ts';

interface Case {
  readonly name: string;
  readonly kind: string;
  readonly input: string;
  readonly output: JsonObject | null;
}

const SHARED = process.env['SALLYPORT_SHARED'] ?? new URL('../../../../../shared', import.meta.url).pathname;
const FILE = `${SHARED}/data/sam-translator/cases.jsonl`;
const isHere = existsSync(FILE);
// eslint-disable-next-line no-console
if (!isHere) console.log('SKIPPED conformance: shared/data/sam-translator is not here');

/** As AWS's own outputs were made. */
const OPTIONS = { parameters: { param1: 'value1', param2: 'value2' }, region: 'ap-southeast-1' };

function read(input: string): JsonObject {
  const [root] = parseDocuments(input).roots;
  const json = root === undefined ? {} : toJson(root);
  return isObject(json) ? json : {};
}

const expand = (input: string): ExpandedTemplate => expandTemplate(read(input), OPTIONS);

/** Lists count without their order, but for layers; hashes of definitions are AWS's own affair. */
function normalise(value: Json, key = ''): Json {
  if (Array.isArray(value)) {
    const items = value.map((item) => normalise(item));
    return key === 'Layers' ? items : items.toSorted((a, b) => (toCanonicalText(a) < toCanonicalText(b) ? -1 : 1));
  }
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, normalise(item, name)]));
}

function toComparable(template: JsonObject): string {
  let text = JSON.stringify(template);
  for (const [id, resource] of Object.entries(template['Resources'] as JsonObject)) {
    const isDeployment = isObject(resource) && resource['Type'] === 'AWS::ApiGateway::Deployment';
    if (isDeployment) text = text.replaceAll(id, id.replace(/[0-9a-f]{10}$/, ''));
  }
  text = text.replaceAll(/RestApi deployment id: [0-9a-f]+/g, '');
  return toCanonicalText(normalise(JSON.parse(text) as Json));
}

const toIds = (template: JsonObject): string[] =>
  Object.entries(template['Resources'] as Record<string, JsonObject>)
    .map(([id, { Type }]) => `${Type === 'AWS::ApiGateway::Deployment' ? id.slice(0, -10) : id} ${toText(Type)}`)
    .toSorted();

describe.skipIf(!isHere)('the expansion of SAM', () => {
  const lines = isHere ? readFileSync(FILE, 'utf8').split('\n') : [];
  const cases = lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Case);
  const successes = cases.filter((c) => c.kind === 'success' && c.output !== null);

  it('makes the logical ids and types that AWS makes', () => {
    const wrong = successes.filter(
      (c) => toIds(expand(c.input).template).join() !== toIds(c.output as JsonObject).join(),
    );
    expect(wrong.map((c) => c.name)).toEqual([]);
  });

  it('makes what AWS makes', () => {
    const wrong = successes.filter(
      (c) => toComparable(expand(c.input).template) !== toComparable(c.output as JsonObject),
    );
    // Templates that lie in the Serverless Application Repository; a secret that AWS's expected output names twice.
    expect(wrong.map((c) => c.name)).toEqual([
      'application_preparing_state',
      'application_with_intrinsics',
      'self_managed_kafka_with_SERVER_ROOT_CA_CERTIFICATE_and_auth_mechanism',
    ]);
  });

  it('refuses what AWS refuses', () => {
    const passed = cases.filter((c) => c.kind === 'error' && expand(c.input).problems.length === 0);
    // The repository answers too late.
    expect(passed.map((c) => c.name)).toEqual(['error_application_preparing_timeout']);
  });
});
