import { describe, expect, it } from 'vitest';
import { runtimeDates } from '../../src/rules/dependencies/runtime-eol/runtime-dates.ts';
import { scan } from '../../src/scan.ts';
import { createMemoryHost } from '../memory-host.ts';

const template = (runtime: string): string => `Resources:
  Orders:
    Type: AWS::Lambda::Function
    Properties: { Runtime: ${runtime}, Handler: app.handler, Role: a, Code: { ZipFile: '1' } }
`;

async function listMessages(runtime: string, today?: string): Promise<readonly string[]> {
  const host = createMemoryHost({ 'template.yaml': template(runtime) });
  const { findings } = await scan(host, { only: ['DEP005'], code: false, ...(today === undefined ? {} : { today }) });
  return findings.map(({ message }) => message);
}

describe('runtime-eol', () => {
  it('warns 90 days ahead, and no earlier', async () => {
    expect(await listMessages('nodejs22.x', '2027-01-29')).toEqual([]);
    expect(await listMessages('nodejs22.x', '2027-01-30')).toEqual([
      '`Orders` runs on `nodejs22.x`, which is patched only until 2027-04-30',
    ]);
  });

  it('says since when a runtime is not patched', async () => {
    expect(await listMessages('nodejs22.x', '2027-04-30')).toEqual([
      '`Orders` runs on `nodejs22.x`, which is not patched since 2027-04-30',
    ]);
  });

  it('judges on the day of its table where no day is given', async () => {
    expect(await listMessages('nodejs22.x')).toEqual([]);
    expect(await listMessages('python3.10')).toHaveLength(1);
  });

  it('takes no runtime from what every object has', async () => {
    expect(await listMessages('constructor')).toEqual([]);
    expect(await listMessages('__proto__')).toEqual([]);
  });
});

describe('the table of runtimes', () => {
  it.each([...runtimeDates])('%s has days, and a successor that is supported longest', (_runtime, dates) => {
    for (const day of [dates.deprecated, dates.blocksCreate, dates.blocksUpdate]) {
      expect(day === null || !Number.isNaN(Date.parse(day))).toBe(true);
    }
    if (dates.successor !== null) expect(runtimeDates.get(dates.successor)).toMatchObject({ successor: null });
  });
});
