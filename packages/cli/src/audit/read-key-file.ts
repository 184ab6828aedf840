import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { SallyportError } from '@sallyport/core';
import { toMisuse } from '../args/parse-args.ts';

/** The secrets of a file: one in hexadecimal on each line. Throws `ERR_NOTHING_TO_READ`, `ERR_BAD_OPTION`; names no secret. */
export function readKeyFile(name: string, cwd: string): readonly Uint8Array[] {
  const lines = readText(name, cwd).split('\n');
  const words = lines.map((line) => line.trim()).filter((line) => line !== '');
  if (words.length === 0) throw toMisuse(`key file \`${name}\` is empty`);
  return words.map((word, at) => {
    if (/^(?:[0-9a-fA-F]{2}){32,1024}$/.test(word)) return Buffer.from(word, 'hex');
    throw toMisuse(`key file \`${name}\` holds no secret of 32 to 1024 bytes in hexadecimal (line ${at + 1})`);
  });
}

function readText(name: string, cwd: string): string {
  try {
    return readFileSync(resolve(cwd, name), 'utf8');
  } catch (error) {
    throw new SallyportError('ERR_NOTHING_TO_READ', `key file \`${name}\` cannot be read`, { cause: error });
  }
}
