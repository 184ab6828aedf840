import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { direct, sources, type SourceName } from '../../packages/runtime/src/events/index.ts';
import { readGenuine } from '../../packages/runtime/test/events/genuine.ts';
import { hostileEvents } from '../../packages/runtime/test/events/hostile.ts';
import { toCamelCase } from '../scaffold/registry.ts';
import {
  parseAbout,
  parsePolicyAbout,
  parsePolicyFields,
  type DocumentedSource,
  type PolicyField,
} from './event-page.ts';

const EVENTS = 'packages/runtime/src/events';
const SHARED = ['policy', 's3-policy', 'http/policy', 'cognito-trigger'];

/** Every source with what its page says, by name. */
export function readSources(root: string): readonly DocumentedSource[] {
  const read = (path: string): string => readFileSync(join(root, EVENTS, `${path}.ts`), 'utf8');
  const shared = new Map<string, PolicyField>(SHARED.flatMap((name) => [...parsePolicyFields(read(`parts/${name}`))]));
  return [...sources, direct]
    .map((source): DocumentedSource => {
      const name = source.name as SourceName | 'direct';
      const text = read(`${name}/${name}`);
      return {
        source,
        constant: toCamelCase(name),
        about: parseAbout(text),
        policyAbout: parsePolicyAbout(text),
        policy: new Map([...shared, ...parsePolicyFields(text)]),
        genuine: readGenuine(name),
        hostile: hostileEvents[name] ?? [],
      };
    })
    .toSorted((a, b) => (a.source.name < b.source.name ? -1 : 1));
}
