// Every JavaScript machine has the two; the types of this package name no machine.
declare const TextEncoder: new () => { encode(text: string): Uint8Array };
declare const TextDecoder: new (
  encoding: 'utf-8',
  options: { readonly fatal: boolean },
) => { decode(bytes: Uint8Array): string };

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

export const toBytes = (text: string): Uint8Array => encoder.encode(text);

/** Throws where the bytes are not UTF-8. A byte order mark is left out. */
export const toText = (bytes: Uint8Array): string => decoder.decode(bytes);
