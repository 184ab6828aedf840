import { checkOptions } from '../check-options.ts';
import { EncryptionError } from '../encryption-error.ts';

/** Bounds on how long and how often one data key is used. Each has its default; a bound of 0 turns the cache off. */
export interface KeyCacheOptions {
  /** Milliseconds, at most a day; 300,000. */
  readonly maxAge?: number;
  /** Messages encrypted with one key, at most 2^31 (GCM's bound for random nonces is 2^32); 10,000. */
  readonly maxUses?: number;
  /** Bytes encrypted with one key, at most 2^40; 2^30. */
  readonly maxBytes?: number;
  /** Keys held at a time, at most 10,000; 100. The one not used for the longest time goes first. */
  readonly maxKeys?: number;
}

type Bounds = Required<KeyCacheOptions>;

const DEFAULTS: Bounds = { maxAge: 300_000, maxUses: 10_000, maxBytes: 2 ** 30, maxKeys: 100 };
const LIMITS: Bounds = { maxAge: 86_400_000, maxUses: 2 ** 31, maxBytes: 2 ** 40, maxKeys: 10_000 };

interface Entry<Key> {
  readonly key: Promise<Key>;
  readonly until: number;
  uses: number;
  bytes: number;
}

/** Keys by name, each within its bounds. Callers that ask for the same key at the same time share one request. */
export class KeyCache<Key> {
  readonly #bounds: Bounds;
  readonly #entries = new Map<string, Entry<Key>>();

  constructor(options: KeyCacheOptions = {}) {
    this.#bounds = checkBounds(options);
  }

  /** The key of that name, made anew when the one at hand may not take `bytes` more. */
  async get(name: string, bytes: number, make: () => Promise<Key>): Promise<Key> {
    const { maxAge, maxUses, maxBytes, maxKeys } = this.#bounds;
    if (maxAge === 0 || maxUses === 0 || maxKeys === 0 || bytes > maxBytes) return await make();
    const now = Date.now();
    const found = this.#entries.get(name);
    const isGood = found !== undefined && now < found.until && found.uses < maxUses && found.bytes + bytes <= maxBytes;
    const entry = isGood ? found : { key: make(), until: now + maxAge, uses: 0, bytes: 0 };
    entry.uses += 1;
    entry.bytes += bytes;
    this.#entries.delete(name);
    this.#entries.set(name, entry);
    this.#dropOldest(maxKeys);
    try {
      return await entry.key;
    } catch (error) {
      if (this.#entries.get(name) === entry) this.#entries.delete(name);
      throw error;
    }
  }

  #dropOldest(maxKeys: number): void {
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > maxKeys && oldest !== undefined) this.#entries.delete(oldest);
  }
}

function checkBounds(options: KeyCacheOptions): Bounds {
  const bounds = { ...DEFAULTS };
  const names = Object.keys(DEFAULTS) as (keyof Bounds)[];
  checkOptions(options, names);
  for (const name of names) {
    const value = options[name] ?? DEFAULTS[name];
    if (!(Number.isSafeInteger(value) && value >= 0 && value <= LIMITS[name])) {
      throw new EncryptionError('ERR_OPTION_INVALID', `\`${name}\` is not a whole number from 0 to ${LIMITS[name]}`);
    }
    bounds[name] = value;
  }
  return bounds;
}
