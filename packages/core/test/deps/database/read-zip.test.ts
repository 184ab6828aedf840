import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readZipEntries, readZipEntry } from '../../../src/deps/zip/read-zip.ts';
import { SallyportError } from '../../../src/errors.ts';
import { makeZip } from './make-zip.ts';
import { compression, toFile } from './memory-file.ts';

const FILES = { 'a.json': '{"id":"A"}', 'b/ü.json': 'x'.repeat(5000), '../out': '' };

function unpack(zip: Uint8Array): Record<string, string> {
  const file = toFile(zip);
  const entries = readZipEntries(file).map(
    (entry) => [entry.name, Buffer.from(readZipEntry(file, entry, compression, 1e6)).toString()] as const,
  );
  return Object.fromEntries(entries);
}

describe('zip archives', () => {
  it.each([
    ['deflated', {}],
    ['stored', { method: 0 }],
    ['zip64', { isLarge: true }],
  ])('that are %s are read', (_, options) => {
    expect(unpack(makeZip(FILES, options))).toEqual(FILES);
  });

  it('may begin with something else, and end with a comment', () => {
    const zip = makeZip(FILES);
    const commented = Buffer.concat([
      Buffer.from('#!/bin/sh\n'),
      zip.subarray(0, -2),
      Buffer.from('\u0005\u0000PK\u0005\u0006'),
    ]);
    commented.writeUInt16LE(4, commented.length - 6);
    expect(unpack(commented)).toEqual(FILES);
  });

  it.each([
    ['nothing', Buffer.alloc(0), /no zip archive/],
    ['text', Buffer.from('not a zip at all, but long enough to hold an end record'), /no zip archive/],
    ['half an archive', makeZip(FILES).subarray(40), /cut off|not where/],
    ['an unknown method', makeZip(FILES, { method: 12 }), /method 12/],
  ])('which are %s are refused', (_, bytes, why) => {
    expect(() => unpack(bytes)).toThrow(why);
  });

  it('are held to their CRC-32', () => {
    const zip = makeZip(FILES, { method: 0 });
    zip[zip.indexOf('xxx') + 1] = 0x79;
    expect(() => unpack(zip)).toThrow(/`b\/ü.json` in it fails its checksum/);
  });

  it('do not unpack to more than they say, nor to more than is allowed', () => {
    const zip = makeZip({ bomb: Buffer.alloc(1_000_000) });
    const file = toFile(zip);
    const [entry] = readZipEntries(file);
    if (entry === undefined) throw new Error('no entry');
    expect(() => readZipEntry(file, entry, compression, 1000)).toThrow(/larger than 1000 bytes/);
    expect(() => readZipEntry(file, { ...entry, size: 10 }, compression, 1000)).toThrow(
      /cannot be unpacked|has .* bytes/,
    );
  });

  it('that are damaged anywhere give their content or a coded error', () => {
    const whole = makeZip(FILES);
    const damage = fc.property(fc.nat({ max: whole.length - 1 }), fc.nat({ max: 255 }), (at, byte) => {
      const zip = Buffer.from(whole);
      zip[at] = byte;
      try {
        for (const [name, text] of Object.entries(unpack(zip))) {
          if (Object.hasOwn(FILES, name)) expect(text).toBe((FILES as Record<string, string>)[name]);
        }
      } catch (error) {
        if (!(error instanceof SallyportError)) throw error;
        expect(error.message).toMatch(/`all.zip`/);
      }
    });
    fc.assert(damage, { numRuns: 2000 });
  });
});
