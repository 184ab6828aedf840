import { SallyportError } from '../../errors.ts';
import type { IndexFile } from '../../host.ts';
import { decodeAdvisory, type Advisory } from './advisory.ts';
import { hashName } from './hash-name.ts';
import {
  BLOB_SUM_BYTES,
  DIRECTORY_START,
  ENTRY_BYTES,
  HEADER_BYTES,
  readHeader,
  SLOT_BYTES,
  type IndexHeader,
} from './index-format.ts';
import { toText } from './text-codec.ts';

/** One ecosystem's advisories, by package. */
export interface AdvisoryIndex {
  readonly header: IndexHeader;
  /** What is known against a package; `undefined` when the index does not hold it. One read of the file when it does. */
  readonly find: (name: string) => readonly Advisory[] | undefined;
  /** Every package with its advisories, in the order of the file. */
  readonly list: () => Iterable<{ readonly name: string; readonly advisories: readonly Advisory[] }>;
}

/**
 * Opens an index: reads its directory and checks header, size and directory. Throws `ERR_BAD_DATABASE`, then and when a package's
 * part is damaged: a database that cannot be read must not look like one that knows of nothing.
 */
export function openIndex(file: IndexFile): AdvisoryIndex {
  const header = readHeader(file.read(0, HEADER_BYTES), file.crc32);
  if (typeof header === 'string') throw toBad(file, header);
  if (header.size !== file.size) throw toBad(file, `it has ${file.size} bytes and should have ${header.size}`);
  const length = DIRECTORY_START - HEADER_BYTES + header.packages * ENTRY_BYTES;
  const directory = file.read(HEADER_BYTES, length);
  if (directory.length !== length || file.crc32(directory) !== header.directorySum)
    throw toBad(file, 'its directory is damaged');
  const view = new DataView(directory.buffer, directory.byteOffset, directory.byteLength);
  return {
    header,
    find: (name) => {
      const hash = hashName(name);
      const slot = (hash >>> 16) * SLOT_BYTES;
      const end = view.getUint32(slot + SLOT_BYTES, true);
      for (let i = view.getUint32(slot, true); i < end; i++) {
        if (view.getUint32(toEntry(i), true) !== hash) continue;
        const found = readPackage(file, view, i);
        if (found.name === name) return found.advisories;
      }
      return undefined;
    },
    *list() {
      for (let i = 0; i < header.packages; i++) yield readPackage(file, view, i);
    },
  };
}

/** Where an entry stands in the directory, which is read without the header. */
const toEntry = (i: number): number => DIRECTORY_START - HEADER_BYTES + i * ENTRY_BYTES;

function readPackage(
  file: IndexFile,
  directory: DataView,
  i: number,
): { readonly name: string; readonly advisories: readonly Advisory[] } {
  const entry = toEntry(i);
  const length = directory.getUint32(entry + 8, true);
  const blob = file.read(directory.getUint32(entry + 4, true), length);
  const bytes = blob.subarray(BLOB_SUM_BYTES);
  const isWhole = blob.length === length && length > BLOB_SUM_BYTES;
  if (!isWhole || file.crc32(bytes) !== readSum(blob)) throw toBad(file, `what it says of package ${i + 1} is damaged`);
  const [name, advisories] = JSON.parse(toText(bytes)) as [string, unknown[]];
  return { name, advisories: advisories.map(decodeAdvisory) };
}

const readSum = (blob: Uint8Array): number =>
  new DataView(blob.buffer, blob.byteOffset, BLOB_SUM_BYTES).getUint32(0, true);

function toBad(file: IndexFile, why: string): SallyportError {
  return new SallyportError('ERR_BAD_DATABASE', `the advisory database \`${file.name}\` cannot be read: ${why}`, {
    help: 'nothing was checked against it; `sallyport db update` makes it anew',
  });
}
