import type { Host } from '@sallyport/core';
import { toIdentity } from './create-manifest.ts';

/** Yarn leaves packages in archives, whose names tell the version: `lodash-npm-4.17.21-6382451519-eb835a2e51.zip`. */
const ARCHIVE = /-npm-(\d[^/]*?)-[0-9a-f]{6,}(?:-[0-9a-f]+)?\.zip\//;

/**
 * `name@version` of the package in a folder, `node_modules/@scope/name`. By the folder alone, and without a version, where there is no
 * `package.json` to tell.
 */
export function identifyPackage(host: Host, folder: string): string {
  const name = /node_modules\/([^/]+(?:\/[^/]+)?)$/.exec(folder)?.[1] ?? folder;
  const told = { name, version: ARCHIVE.exec(folder)?.[1] ?? null };
  try {
    const own = JSON.parse(host.readText(`${folder}/package.json`) ?? '') as Record<string, unknown>;
    const isNamed = typeof own['name'] === 'string' && typeof own['version'] === 'string';
    return toIdentity(isNamed ? { name: String(own['name']), version: String(own['version']) } : told);
  } catch {
    return toIdentity(told);
  }
}
