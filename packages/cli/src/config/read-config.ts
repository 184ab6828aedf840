import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { toMisuse } from '../args/parse-args.ts';
import { type Config, emptyConfig } from './config.ts';
import { parseConfig } from './parse-config.ts';

const names = ['sallyport.config.json', 'sallyport.config.yaml', 'sallyport.config.yml'];

/**
 * Reads the config that the command line names, or the first that lies in the scanned folder or in the working
 * directory. Throws `ERR_BAD_OPTION` when a named one is missing or when one holds something unknown.
 */
export async function readConfig(given: string | undefined, root: string, cwd: string): Promise<Config> {
  const path = given === undefined ? findDefault([root, cwd]) : resolve(cwd, given);
  if (path === undefined) return emptyConfig;
  return parseConfig(await parseFile(path, given ?? basename(path)), given ?? basename(path), dirname(path));
}

function findDefault(folders: readonly string[]): string | undefined {
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find((path) => existsSync(path));
}

async function parseFile(path: string, label: string): Promise<unknown> {
  const text = readRequired(path, label, 'config');
  try {
    if (path.endsWith('.json')) return JSON.parse(text);
    const yaml = await import('js-yaml');
    // The core schema keeps an unquoted day a text.
    return yaml.load(text, { schema: yaml.CORE_SCHEMA });
  } catch (error) {
    const [why = ''] = error instanceof Error ? error.message.split('\n') : [String(error)];
    throw toMisuse(`config \`${label}\` cannot be parsed: ${why.replace(/ at position (\d+).*/, toPlaceIn(text))}`);
  }
}

/** ` (3:14)` for an offset, as YAML's errors have it. */
const toPlaceIn =
  (text: string) =>
  (_: string, offset: string): string => {
    const lines = text.slice(0, Number(offset)).split('\n');
    return ` (${lines.length}:${(lines.at(-1) ?? '').length + 1})`;
  };

/** The text of a file that the caller named; misuse when it cannot be read. */
export function readRequired(path: string, label: string, what: string): string {
  try {
    const text = readFileSync(path, 'utf8');
    return text.startsWith('\uFEFF') ? text.slice(1) : text;
  } catch {
    throw toMisuse(`${what} \`${label}\` cannot be read`, `looked for \`${path}\``);
  }
}
