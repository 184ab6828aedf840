import { existsSync, readFileSync } from 'node:fs';

/** The version in the package's own manifest. Sources and the program lie a folder below it, chunks of the program two. */
export function readVersion(): string {
  const places = ['../package.json', '../../package.json'].map((way) => new URL(way, import.meta.url));
  const manifest = places.find((place) => existsSync(place));
  if (manifest === undefined) throw new Error('the package has no package.json');
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { readonly version: string }).version;
}
