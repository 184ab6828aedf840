import type { Host } from '../../host.ts';
import type { PackageReader } from '../package.ts';
import { parseSbom } from './parse-sbom.ts';

/** Whether a file is one by its content: CycloneDX or SPDX, as JSON. */
export const isBillOfMaterials = (host: Host, file: string): boolean =>
  /\.(?:json|cdx|spdx)$/i.test(file) && /"(?:bomFormat|spdxVersion)"/.test(host.readText(file) ?? '');

/**
 * A bill of materials that another tool wrote. No name tells it from other JSON, so it is read where somebody points at it, and
 * holds packages of all ecosystems.
 */
export const billOfMaterials: PackageReader = {
  name: 'sbom',
  role: 'installed',
  ecosystem: 'npm',
  matches: () => false,
  parse: parseSbom,
};
