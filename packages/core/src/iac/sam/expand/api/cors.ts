import { findFunction } from '../intrinsics.ts';
import type { Json, JsonObject } from '../json.ts';
import { isObject, isSet } from '../json.ts';
import { refuse } from '../refusal.ts';
import { ANY_METHOD, getItems, getPaths, INTEGRATION } from './paths.ts';

const KEYS = ['AllowMethods', 'AllowHeaders', 'AllowOrigin', 'MaxAge', 'AllowCredentials'];
const EVERYWHERE = "'*'";

/** Answers the preflight requests of browsers with an `options` method for each path that has none. */
export function addCors(document: JsonObject, cors: Json): void {
  const settings = toSettings(cors);
  const seen = new Set<string>();
  for (const path of Object.keys(getPaths(document))) {
    const bare = path === '/' ? path : path.replace(/\/+$/, '');
    if (seen.has(bare)) continue;
    seen.add(bare);
    for (const item of getItems(document, path)) if (!('options' in item)) item['options'] = toOptions(item, settings);
  }
}

function toSettings(cors: Json): JsonObject {
  if (typeof cors === 'string') return { AllowOrigin: cors };
  if (!isObject(cors)) return refuse('`Cors` must be text or a mapping', cors);
  if (findFunction(cors) !== undefined) return { AllowOrigin: cors };
  const stray = Object.keys(cors).find((key) => !KEYS.includes(key));
  if (stray !== undefined) refuse(`\`Cors\` has no property \`${stray}\``, cors);
  const settings: JsonObject = { AllowOrigin: EVERYWHERE, ...cors };
  if (settings['AllowCredentials'] === true && settings['AllowOrigin'] === EVERYWHERE)
    refuse('`AllowCredentials` needs an `AllowOrigin` that is not `*`', cors);
  if (!isSet(settings['AllowOrigin'])) refuse('`AllowOrigin` is empty', cors);
  return settings;
}

const METHODS = ['OPTIONS', 'GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH'];

function toMethods(item: JsonObject): string {
  const own = Object.keys(item);
  const all = own.includes(ANY_METHOD) ? METHODS : [...own, 'options'];
  return [...new Set(all.map((method) => method.toUpperCase()))].toSorted().join(',');
}

function toOptions(item: JsonObject, settings: JsonObject): JsonObject {
  const methods = isSet(settings['AllowMethods']) ? settings['AllowMethods'] : `'${toMethods(item)}'`;
  const maxAge = settings['MaxAge'] ?? null;
  const headers: [string, Json, string][] = [
    ['Access-Control-Allow-Origin', settings['AllowOrigin'] ?? null, 'string'],
  ];
  if (isSet(settings['AllowHeaders']))
    headers.push(['Access-Control-Allow-Headers', settings['AllowHeaders'], 'string']);
  headers.push(['Access-Control-Allow-Methods', methods, 'string']);
  if (maxAge !== null) headers.push(['Access-Control-Max-Age', maxAge, 'integer']);
  if (settings['AllowCredentials'] === true) headers.push(['Access-Control-Allow-Credentials', "'true'", 'string']);
  return {
    summary: 'CORS support',
    consumes: ['application/json'],
    produces: ['application/json'],
    [INTEGRATION]: {
      type: 'mock',
      requestTemplates: { 'application/json': '{\n  "statusCode" : 200\n}\n' },
      responses: {
        default: {
          statusCode: '200',
          responseParameters: Object.fromEntries(
            headers.map(([name, value]) => [`method.response.header.${name}`, value]),
          ),
          responseTemplates: { 'application/json': '{}\n' },
        },
      },
    },
    responses: {
      '200': {
        description: 'Default response for CORS method',
        headers: Object.fromEntries(headers.map(([name, , type]) => [name, { type }])),
      },
    },
  };
}
