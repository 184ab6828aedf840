import { writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { loadShippingTools, type Shipment } from '@sallyport/core';
import { signManifest } from '@sallyport/runtime/cold-start';
import { findDatabaseFolder } from './database/database-folder.ts';
import { createManifest } from './manifest/create-manifest.ts';
import { hashFiles } from './manifest/hash-files.ts';
import { listBundled } from './manifest/list-bundled.ts';
import { readMetafile } from './manifest/read-metafile.ts';
import { createNodeHost } from './node-host.ts';

const FILE = 'sallyport-manifest.json';

export interface ManifestOptions {
  /** Logical id of the function that is built. */
  readonly function: string;
  /** Advisories that are older are called stale at the cold start; 30. */
  readonly maxAgeDays?: number;
  /** What the function is to do about what it finds; `report`. */
  readonly action?: 'report' | 'block';
  /** An ed25519 private key, in PEM, to sign the manifest with. */
  readonly privateKey?: string;
}

/** The part of esbuild's plug-in interface that is used; it fits esbuild's own `Plugin`. */
export interface ManifestPlugin {
  readonly name: string;
  readonly setup: (build: PluginBuild) => void;
}

export interface PluginBuild {
  readonly initialOptions: { metafile?: boolean | undefined; absWorkingDir?: string | undefined };
  readonly onEnd: (callback: (result: BuildResult) => Promise<void>) => void;
}

export interface BuildResult {
  readonly errors: readonly unknown[];
  readonly metafile?: { readonly outputs: Readonly<Record<string, unknown>> } | undefined;
}

/**
 * An esbuild plug-in that writes the cold-start manifest beside the bundle: what is in it, and what is known against that. Everything
 * in the output's folder is taken for the function's own.
 */
export function sallyportManifest(options: ManifestOptions): ManifestPlugin {
  return {
    name: 'sallyport-manifest',
    setup(build) {
      build.initialOptions.metafile = true;
      const root = resolve(build.initialOptions.absWorkingDir ?? process.cwd());
      build.onEnd(async ({ errors, metafile }) => {
        if (errors.length === 0 && metafile !== undefined) await writeManifest(root, metafile, options);
      });
    },
  };
}

async function writeManifest(root: string, metafile: object, options: ManifestOptions): Promise<void> {
  const host = createNodeHost(root, findDatabaseFolder({ env: process.env, cwd: root }));
  const outputs = readMetafile(JSON.stringify(metafile), 'metafile', host);
  const [first] = outputs.keys();
  if (first === undefined) return;
  const folder = dirname(resolve(root, first));
  const bundles = new Map(
    [...outputs]
      .filter(([, inside]) => inside.length > 0)
      .map(([file, inside]) => [relative(folder, resolve(root, file)).split(sep).join('/'), inside]),
  );
  const { matchDeployed } = await loadShippingTools();
  const refs = listBundled(bundles);
  const { matches, date, ecosystems } = matchDeployed(host, refs, ['npm']);
  const shipment: Shipment = {
    function: options.function,
    folder: null,
    by: 'folder',
    packages: [],
    advisories: matches,
    layers: [],
    database: { date, ecosystems },
  };
  const manifest = createManifest({
    shipment,
    created: new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
    policy: { maxAgeDays: options.maxAgeDays ?? 30, action: options.action ?? 'report' },
    files: hashFiles(folder, FILE, new Set()),
    bundles,
  });
  const signed = options.privateKey === undefined ? manifest : signManifest(manifest, options.privateKey);
  writeFileSync(join(folder, FILE), `${JSON.stringify(signed)}\n`);
}
