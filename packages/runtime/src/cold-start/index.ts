export { ColdStartError, type ColdStartErrorCode } from './cold-start-error.ts';
export { observeModules } from './loaded-modules.ts';
export type { ColdStartManifest, ManifestAdvisory, ManifestPolicy, ManifestSeverity } from './manifest.ts';
export type { ManifestSignature } from './manifest.ts';
export { scanColdStart, type ColdStartOptions, type ColdStartReport } from './scan-cold-start.ts';
export type { VulnerableModule } from './scan-cold-start.ts';
export { signManifest, toSignedText, type ManifestKey } from './signed-text.ts';
