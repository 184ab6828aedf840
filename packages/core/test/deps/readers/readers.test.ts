import { describe, expect, it } from 'vitest';
import { packageReaders } from '../../../src/deps/package-readers.ts';
import { acceptReader } from './accept-reader.ts';
import { installedSamples } from './installed-samples.ts';
import { npmSamples } from './npm-samples.ts';
import { pythonSamples } from './python-samples.ts';

const samples = [...npmSamples, ...pythonSamples, ...installedSamples];

describe('the acceptance kit', () => {
  it('has a sample of every format', () => {
    const sampled = new Set(samples.map(({ reader }) => reader));
    expect(packageReaders.map(({ name }) => name).filter((name) => !sampled.has(name))).toEqual([]);
  });
});

for (const sample of samples) acceptReader(sample);
