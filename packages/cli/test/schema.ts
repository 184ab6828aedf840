import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

const ajv = new Ajv2020({ strict: true, strictRequired: false, allErrors: true });
const compiled = new Map<string, ValidateFunction>();

/** What the published schema (`scan`, `permissions`, `policy`, `deps`, `config`) or the one at `url` has against `data`; empty when nothing. */
export function findProblems(
  name: 'scan' | 'permissions' | 'policy' | 'config' | 'deps' | URL,
  data: unknown,
): readonly string[] {
  const url = typeof name === 'string' ? new URL(`../schemas/${name}.schema.json`, import.meta.url) : name;
  const validate = compiled.get(url.href) ?? ajv.compile(JSON.parse(readFileSync(url, 'utf8')) as object);
  compiled.set(url.href, validate);
  validate(data);
  return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}
