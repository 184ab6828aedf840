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
});
