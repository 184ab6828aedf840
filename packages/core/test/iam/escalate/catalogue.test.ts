import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { cataloguePaths } from '../../../src/iam/escalate/catalogue-paths.ts';
import { serverlessPaths } from '../../../src/iam/escalate/serverless-paths.ts';
import { findAction } from '../../../src/aws/actions.ts';

describe('the catalogue of escalations', () => {
  const all = [...cataloguePaths, ...serverlessPaths];

  it('has every path once', () => {
    expect(cataloguePaths).toHaveLength(65);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  });

  it('names actions that exist', () => {
    const names = all.flatMap(({ actions }) => actions.split(/[ |]/));
    expect(names.filter((name) => findAction(name)?.name !== name)).toEqual([]);
  });

  const file = `${process.env['SALLYPORT_SHARED'] ?? new URL('../../../../../../shared', import.meta.url).pathname}/data/escalation-paths.json`;
  const isHere = existsSync(file);
  // eslint-disable-next-line no-console
  if (!isHere) console.log('SKIPPED conformance: shared/data/escalation-paths.json is not here');

  it.skipIf(!isHere)('is that of pathfinding.cloud', () => {
    const published = JSON.parse(readFileSync(file, 'utf8')) as readonly Published[];
    const needed = published.map(({ id, category, actionsRequired }) =>
      [id, category, ...actionsRequired.toSorted()].join(' '),
    );
    const own = cataloguePaths.map(({ id, category, actions, passedTo }) =>
      [id, category, ...[...(passedTo === undefined ? [] : ['iam:PassRole']), ...actions.split(' ')].toSorted()].join(
        ' ',
      ),
    );
    expect(own.toSorted()).toEqual(needed.toSorted());
  });
});

interface Published {
  readonly id: string;
  readonly category: string;
  readonly actionsRequired: readonly string[];
}
