import { createRequire } from 'node:module';

/** The version in the package's own manifest, found by the package's own name wherever this module ends up. */
export function readVersion(): string {
  const manifest = createRequire(import.meta.url)('sallyport/package.json') as { version: string };
  return manifest.version;
}
