import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fieldNames } from '../../src/audit-log/index.ts';
import { sharedData } from '../shared-data.ts';
import { context, fields, parse, readLog } from './sample-log.ts';

interface Attributes {
  readonly attributes: Readonly<Record<string, { readonly object_type?: string }>>;
}
interface Schema {
  readonly classes: Readonly<Record<string, Attributes>>;
  readonly objects: Readonly<Record<string, Attributes>>;
}

describe('the names of fields elsewhere', () => {
  it('are known for each field that has something to say', () => {
    const lines = readLog((log) => log.record(context, { ...fields, coldStart: true, code: 'ERR_X' }), {
      key: 'ab'.repeat(32),
    });
    const technical = ['_aws', 'audit_records', 'key_id', 'public_key', 'records', 'signature'];
    const printed = new Set(lines.flatMap((line) => Object.keys(parse(line))));
    expect([...printed].filter((name) => !technical.includes(name)).toSorted()).toEqual(
      Object.keys(fieldNames).toSorted(),
    );
  });

  const folder = sharedData('ocsf');
  it.skipIf(folder === undefined).each(['1.1.0', '1.9.0-dev'])('are those of OCSF %s', (version) => {
    const { classes, objects } = JSON.parse(readFileSync(join(folder ?? '', `ocsf-${version}.json`), 'utf8')) as Schema;
    const isPath = (path: string): boolean => {
      let at: Attributes | undefined = classes['api_activity'];
      for (const name of path.split('.')) {
        const attribute = at?.attributes[name];
        if (attribute === undefined) return false;
        at = attribute.object_type === undefined ? undefined : objects[attribute.object_type];
      }
      return true;
    };
    expect(Object.entries(fieldNames).filter(([, { ocsf }]) => !isPath(ocsf))).toEqual([]);
  });
});
