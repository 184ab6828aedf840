import { ColdStartError } from './cold-start-error.ts';
import { findChangedFiles } from './find-changed-files.ts';
import { listLoadedModules } from './loaded-modules.ts';
import type { ColdStartManifest, ManifestSeverity } from './manifest.ts';
import { matchModules } from './match-modules.ts';
import { readManifest } from './read-manifest.ts';
import type { ManifestKey } from './signed-text.ts';

export interface ColdStartOptions {
  /** Key of the signature (ed25519). With it every manifest must be signed, without it one that comes from outside the function's root. */
  readonly publicKey?: ManifestKey | undefined;
  /** Root of the function; `LAMBDA_TASK_ROOT`, or the working directory. */
  readonly root?: string | undefined;
  /** Whether the files of the manifest, which are all code outside packages, are hashed too; false. */
  readonly files?: boolean | undefined;
  /** Milliseconds since 1970; the clock's without it. */
  readonly now?: number | undefined;
}

/** A module that is loaded and that an advisory concerns. */
export interface VulnerableModule {
  readonly module: string;
  readonly version: string;
  readonly id: string;
  readonly cve?: string;
  readonly severity: ManifestSeverity;
}

export interface ColdStartReport {
  /** By module, version and id. */
  readonly vulnerable: readonly VulnerableModule[];
  /** What is loaded and not in the manifest: folders of packages, and files that belong to none. */
  readonly unlisted: readonly string[];
  /** Deployed files that are not as they were built; empty where they were not hashed. */
  readonly changed: readonly string[];
  /** Days since the data of the advisories, whole. */
  readonly ageDays: number;
  /** Whether they are older than the manifest's policy allows. */
  readonly isStale: boolean;
  /** What the manifest's policy wants the caller to do about it. */
  readonly action: 'report' | 'block';
}

const DAY = 86_400_000;

/**
 * Holds what is loaded against the manifest that was written when the function was built. Call it when the handler's modules are
 * loaded, once. CommonJS modules are seen always, ES modules after `observeModules`; a bundle of ES modules is taken for loaded.
 *
 * @param manifest The manifest or its path; without it the file that `SALLYPORT_MANIFEST` names, or `sallyport-manifest.json` beside the code.
 * Throws `ColdStartError` where there is none, or none to be trusted.
 */
export function scanColdStart(manifest?: ColdStartManifest | string, options: ColdStartOptions = {}): ColdStartReport {
  checkOptions(options);
  const root = toRoot(options.root);
  const read = readManifest(manifest, root, options.publicKey);
  const { packages, unlisted } = matchModules(read, listLoadedModules(root), root);
  const age = ((options.now ?? Date.now()) - Date.parse(read.database.date)) / DAY;
  return {
    vulnerable: findVulnerable(read, packages),
    unlisted,
    changed: options.files === true ? findChangedFiles(read, root) : [],
    ageDays: Math.max(0, Math.floor(age)),
    isStale: age > read.policy.maxAgeDays,
    action: read.policy.action ?? 'report',
  };
}

const OPTIONS: readonly string[] = ['publicKey', 'root', 'files', 'now'];

function checkOptions(options: unknown): void {
  const names = typeof options === 'object' && options !== null ? Object.keys(options) : [String(options)];
  const unknown = names.find((name) => !OPTIONS.includes(name));
  if (unknown !== undefined)
    throw new ColdStartError('ERR_SCAN_OPTION', `\`${unknown}\` is none of ${OPTIONS.join(', ')}`);
}

/** Real, as the paths of loaded modules are. */
function toRoot(given: string = process.env['LAMBDA_TASK_ROOT'] ?? process.cwd()): string {
  const { realpathSync } = process.getBuiltinModule('node:fs');
  try {
    return realpathSync.native(given);
  } catch {
    return given;
  }
}

function findVulnerable(manifest: ColdStartManifest, packages: ReadonlySet<string>): readonly VulnerableModule[] {
  const found = manifest.advisories.filter((advisory) => packages.has(advisory.package));
  const modules = found.map(({ package: name, id, cve, severity }): VulnerableModule => {
    // A name may begin with an @ of its own.
    const at = name.lastIndexOf('@');
    const module = { module: name.slice(0, at), version: name.slice(at + 1), id };
    return cve === undefined ? { ...module, severity } : { ...module, cve, severity };
  });
  return modules.sort((a, b) => compare(a.module, b.module) || compare(a.version, b.version) || compare(a.id, b.id));
}

const compare = (a: string, b: string): number => Number(a > b) - Number(a < b);
