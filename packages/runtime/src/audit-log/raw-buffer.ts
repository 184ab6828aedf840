/**
 * A buffer with what its `write` calls, in every version of Node. To call that costs half as much as long as no code is compiled, which
 * is what most sandboxes live through.
 */
export interface RawBuffer extends Buffer {
  readonly latin1Write: (text: string, at: number) => number;
  readonly hexWrite: (text: string, at: number) => number;
}

export const asRawBuffer = (buffer: Buffer): RawBuffer => buffer as RawBuffer;

/** Memory of its own, aligned, and no part of a pool. */
export const createRawBuffer = (size: number, fill = 0): RawBuffer => asRawBuffer(Buffer.alloc(size, fill));
