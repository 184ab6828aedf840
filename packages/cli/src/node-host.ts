import { isUtf8 } from 'node:buffer';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Host, OpenArchive, PythonGrammar } from '@sallyport/core';
import { openByteFile } from './database/byte-file.ts';
import { nodeCompression } from './database/node-compression.ts';
import { openAdvisories } from './database/open-advisories.ts';
import { DirectoryIndex } from './directory-index.ts';

/** Nothing larger is read into memory, whatever asks for it. */
const maxBytes = 32 * 1024 * 1024;

/**
 * A host over the disk that never leaves `root`; see {@link DirectoryIndex}. Advisories come from the index in `databaseFolder`, or
 * from the starter that is shipped.
 */
export function createNodeHost(root: string, databaseFolder?: string): Host {
  const index = new DirectoryIndex(root);
  return {
    kindOf: (path) => index.find(path).kind,
    readText: (path) => {
      const { real } = index.find(path);
      return real === undefined ? undefined : readText(real);
    },
    sizeOf: (path) => {
      const { real } = index.find(path);
      return real === undefined ? undefined : statSync(real, { throwIfNoEntry: false })?.size;
    },
    list: (path) => index.list(path),
    openArchive: (path) => openArchive(index.find(path).real, path),
    readPythonGrammar,
    openAdvisories: (ecosystem) => openAdvisories(databaseFolder, ecosystem),
  };
}

function openArchive(real: string | undefined, name: string): OpenArchive | undefined {
  if (real === undefined) return undefined;
  try {
    const file = openByteFile(real, name);
    return { file, compression: nodeCompression, close: file.close };
  } catch {
    return undefined;
  }
}

/** Code runs in older encodings too: Python names them in its first lines, Node.js takes any bytes. All write ASCII alike. */
const isCode = (real: string): boolean => /\.(?:py|[cm]?[jt]sx?)$/.test(real);

function readText(real: string): string | undefined {
  try {
    if (statSync(real).size > maxBytes) return undefined;
    const bytes = readFileSync(real);
    if (!isUtf8(bytes)) return isCode(real) && !bytes.includes(0) ? bytes.toString('latin1') : undefined;
    const text = bytes.toString('utf8');
    return text.startsWith('\uFEFF') ? text.slice(1) : text;
  } catch {
    return undefined;
  }
}

async function readPythonGrammar(): Promise<PythonGrammar> {
  const { readFile } = await import('node:fs/promises');
  const require = createRequire(import.meta.url);
  // The build puts the grammar beside the program, whose chunks stand a folder deeper; sources find it where it comes from.
  const built = ['./', '../'].map((folder) => new URL(`${folder}tree-sitter-python.wasm`, import.meta.url));
  const [runtime, grammar] = await Promise.all([
    readFile(require.resolve('web-tree-sitter/web-tree-sitter.wasm')),
    readFile(built.find((file) => existsSync(file)) ?? require.resolve('tree-sitter-python/tree-sitter-python.wasm')),
  ]);
  return { runtime, grammar };
}
