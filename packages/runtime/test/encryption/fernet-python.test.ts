import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fernet, type FernetDecryptOptions } from '../../src/encryption/index.ts';

/** Answers each line `[verb, keys, text, ttl, now]` with a token or with the data in hexadecimal, or with null for InvalidToken. */
const PROGRAM = `
import json, sys
from cryptography.fernet import Fernet, MultiFernet, InvalidToken
for line in sys.stdin:
    verb, keys, text, ttl, now = json.loads(line)
    many = MultiFernet([Fernet(key) for key in keys])
    try:
        if verb == 'encrypt': answer = many.encrypt_at_time(bytes.fromhex(text), now).decode()
        elif verb == 'rotate': answer = many.rotate(text).decode()
        elif ttl is None: answer = many.decrypt(text).hex()
        else: answer = many.decrypt_at_time(text, ttl, now).hex()
    except InvalidToken: answer = None
    print(json.dumps(answer))
`;

type Question = readonly [verb: string, keys: readonly string[], text: string, ttl: number | null, now: number];

function askPython(questions: readonly Question[]): readonly (string | null)[] {
  const input = questions.map((question) => JSON.stringify(question)).join('\n');
  const { status, stdout, stderr } = spawnSync('python3', ['-c', PROGRAM], { input, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as string | null);
}

const isHere = spawnSync('python3', ['-c', 'import cryptography.fernet']).status === 0;
if (!isHere) console.log('SKIPPED Python: python3 with the package `cryptography` is not here');

function decryptHere(keys: readonly string[], token: string, options: FernetDecryptOptions): string | null {
  try {
    return fernet.decrypt(token, keys, options).toString('hex');
  } catch {
    return null;
  }
}

const KEYS = Array.from({ length: 3 }, () => fernet.generateKey());
const samples = fc.sample(
  fc.record({
    data: fc.uint8Array({ maxLength: 100 }),
    keys: fc.shuffledSubarray(KEYS, { minLength: 1 }),
    now: fc.integer({ min: 0, max: 2 ** 33 }),
    ttl: fc.option(fc.integer({ min: 0, max: 200 })),
    later: fc.integer({ min: -200, max: 300 }),
    flip: fc.option(fc.nat(500), { freq: 1 }),
  }),
  { numRuns: 200, seed: 1 },
);

const flipBit = (token: string, at: number | null): string => {
  if (at === null) return token;
  const bytes = Buffer.from(token, 'base64url');
  const place = Math.floor(at / 8) % bytes.length;
  bytes[place] = (bytes[place] ?? 0) ^ (1 << (at % 8));
  const text = bytes.toString('base64url');
  return text.padEnd(Math.ceil(text.length / 4) * 4, '=');
};

describe.skipIf(!isHere)("Python's cryptography", () => {
  it('opens what is made here, and refuses the same', () => {
    const questions = samples.map(({ data, keys, now, ttl, later, flip }): Question => {
      const token = flipBit(fernet.encrypt(data, KEYS, { now: now * 1000 }), flip);
      return ['decrypt', keys, token, ttl, Math.max(0, now + later)];
    });
    const here = questions.map(([, keys, token, ttl, now]) =>
      decryptHere(keys, token, { now: now * 1000, ...(ttl === null ? {} : { ttl }) }),
    );
    expect(here).toEqual(askPython(questions));
    expect(here.filter((answer) => answer !== null).length).toBeGreaterThan(20);
    expect(here.filter((answer) => answer === null).length).toBeGreaterThan(20);
  });

  it('makes what opens here', () => {
    const tokens = askPython(
      samples.map(({ data, now }): Question => ['encrypt', KEYS, Buffer.from(data).toString('hex'), null, now]),
    );
    const opened = tokens.map((token) => fernet.decrypt(token ?? '', KEYS).toString('hex'));
    expect(opened).toEqual(samples.map(({ data }) => Buffer.from(data).toString('hex')));
  });

  it('makes the same bytes of the same parts', () => {
    const tokens = askPython(
      samples.map(({ data, now }): Question => ['encrypt', KEYS, Buffer.from(data).toString('hex'), null, now]),
    );
    const here = tokens.map((token, at) => {
      const iv = Buffer.from(token ?? '', 'base64url').subarray(9, 25);
      return fernet.encrypt(samples[at]?.data ?? '', KEYS, { now: (samples[at]?.now ?? 0) * 1000, iv });
    });
    expect(here).toEqual(tokens);
  });

  it('rotates alike: the time stays', () => {
    const questions = samples.map(({ data, now }): Question => {
      return ['rotate', KEYS, fernet.encrypt(data, KEYS.slice(1), { now: now * 1000 }), null, 0];
    });
    const there = askPython(questions).map((token) => token?.slice(0, 12));
    const here = questions.map(([, keys, token]) => fernet.rotate(token, keys).slice(0, 12));
    expect(here).toEqual(there);
  });
});
