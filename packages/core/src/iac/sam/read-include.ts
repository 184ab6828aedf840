import { toDirectory, toRootPath } from '../../app/path.ts';
import type { Host } from '../../host.ts';
import { parseDocuments } from '../document/parse-document.ts';
import type { ReadInclude } from './expand/includes.ts';
import type { Json } from './expand/json.ts';
import { toJson } from './expand/read-json.ts';

/** The most characters of an included file. */
const LARGEST = 5_000_000;

/** Reads files that a template includes, from below the root. They have no places of their own: they stand where they are included. */
export function createIncludeReader(template: string, host: Host): ReadInclude {
  return (location) => {
    const file = /^[a-z0-9]+:/i.test(location) ? undefined : toRootPath(toDirectory(template), location);
    if (file === undefined || (host.sizeOf(file) ?? 0) > LARGEST) return undefined;
    const text = host.readText(file);
    const root = text === undefined ? undefined : parseDocuments(text).roots[0];
    return root === undefined ? undefined : (JSON.parse(JSON.stringify(toJson(root))) as Json);
  };
}
