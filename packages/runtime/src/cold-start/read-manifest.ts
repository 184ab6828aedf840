import { ColdStartError } from './cold-start-error.ts';
import type { ColdStartManifest } from './manifest.ts';
import { parseManifest } from './parse-manifest.ts';
import { isSigned, type ManifestKey } from './signed-text.ts';

/** Beside the code of the function. */
const FILE = 'sallyport-manifest.json';
const MAX_LENGTH = 4 * 1024 * 1024;

/**
 * Reads and checks the manifest: the one that is given, the file that is given or that `SALLYPORT_MANIFEST` names, or the one beside the
 * code. A file from elsewhere, which others may write, needs a signature. Throws `ColdStartError`.
 */
export function readManifest(
  given: ColdStartManifest | string | undefined,
  root: string,
  publicKey: ManifestKey | undefined,
): ColdStartManifest {
  const path = typeof given === 'object' ? undefined : toPath(given ?? process.env['SALLYPORT_MANIFEST'] ?? FILE, root);
  const manifest = parseManifest(path === undefined ? given : readJson(path));
  const isForeign = path !== undefined && !path.startsWith(`${root}/`);
  if (publicKey === undefined && isForeign)
    throw toUnsigned('a manifest from outside the root of the function needs `publicKey`');
  if (publicKey !== undefined && !isSigned(manifest, publicKey))
    throw toUnsigned('the manifest bears no signature of the given key');
  return manifest;
}

const toUnsigned = (message: string): ColdStartError => new ColdStartError('ERR_MANIFEST_SIGNATURE', message);

/** Real: a link beside the code may lead elsewhere. */
function toPath(path: string, root: string): string {
  const { realpathSync } = process.getBuiltinModule('node:fs');
  try {
    return realpathSync.native(process.getBuiltinModule('node:path').resolve(root, path));
  } catch {
    throw new ColdStartError('ERR_MANIFEST_MISSING', `there is no manifest \`${path}\``);
  }
}

function readJson(path: string): unknown {
  const text = readText(path);
  if (text.length > MAX_LENGTH) throw new ColdStartError('ERR_MANIFEST_INVALID', 'the manifest is too large');
  try {
    return JSON.parse(text);
  } catch {
    throw new ColdStartError('ERR_MANIFEST_INVALID', 'the manifest is not JSON');
  }
}

function readText(path: string): string {
  try {
    return process.getBuiltinModule('node:fs').readFileSync(path, 'utf8');
  } catch {
    throw new ColdStartError('ERR_MANIFEST_MISSING', 'the manifest cannot be read');
  }
}
