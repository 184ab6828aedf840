import { describe, expect, it } from 'vitest';
import { scanDependencies } from '../../../src/scan-dependencies.ts';
import { createMemoryHost } from '../../memory-host.ts';
import { openTestAdvisories } from '../../rules/advisories.ts';

const toManifest = (range: string): string => JSON.stringify({ name: 'app', dependencies: { axios: range } });

const toLock = (range: string): string =>
  JSON.stringify(
    {
      lockfileVersion: 3,
      packages: { '': { dependencies: { axios: range } }, 'node_modules/axios': { version: '1.6.2' } },
    },
    null,
    2,
  );

const CLASSIC = (range: string): string => `# yarn lockfile v1\n\n\naxios@${range}:\n  version "1.6.2"\n`;
const BERRY = (range: string): string =>
  `__metadata:\n  version: 8\n\n"axios@npm:${range}":\n  version: 1.6.2\n  resolution: "axios@npm:1.6.2"\n  languageName: node\n  linkType: hard\n`;

async function plan(
  range: string,
  lock: string,
  text: string,
): Promise<readonly [string | undefined, readonly string[]]> {
  const host = {
    ...createMemoryHost({ 'package.json': toManifest(range), [lock]: text }),
    openAdvisories: openTestAdvisories,
  };
  const { findings } = await scanDependencies(host, { only: ['DEP001'] });
  const [finding] = findings;
  return [finding?.package?.command, (finding?.fix?.edits ?? []).map((edit) => edit.text)];
}

describe('what clears an advisory', () => {
  it.each([
    ['^1.6.0', 'package-lock.json', toLock, 'npm install', ['^1.7.4']],
    ['^1.6.0', 'yarn.lock', CLASSIC, 'yarn install', ['^1.7.4']],
    ['^1.6.0', 'yarn.lock', BERRY, 'yarn install', ['^1.7.4']],
  ] as const)('raises %s beside %s, and brings the lock file in step', async (range, file, toText, command, edits) => {
    expect(await plan(range, file, toText(range))).toEqual([command, edits]);
  });

  // The manifest is not edited: to install again would keep the version that is locked.
  it.each([
    ['package-lock.json', toLock, 'npm update axios'],
    ['yarn.lock', CLASSIC, 'yarn upgrade axios'],
    ['yarn.lock', BERRY, 'yarn up -R axios'],
  ] as const)('moves %s alone where the range allows it', async (file, toText, command) => {
    expect(await plan('>=1.6.0 <2', file, toText('>=1.6.0 <2'))).toEqual([command, []]);
  });
});
