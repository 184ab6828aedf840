import { matchRefs, type MatchedRefs } from './deps/shipment/match-refs.ts';
import { readShipments } from './deps/shipment/read-shipments.ts';
import type { Shipments } from './deps/shipment/shipment.ts';
import type { Ecosystem, PackageRef } from './deps/package.ts';
import { readDependencies } from './deps/read-dependencies.ts';
import type { Host } from './host.ts';
import { readApplication } from './iac/index.ts';
import type { ScanOptions } from './options.ts';

/** What each function of an application is deployed with, and what is known against it. */
export function ship(host: Host, options: Pick<ScanOptions, 'path' | 'parameters'>): Shipments {
  const { path = '', parameters } = options;
  const application = readApplication(host, { path, parameters: Object.fromEntries(parameters ?? []) });
  const shipments = readShipments(host, application, readDependencies(host, application, path));
  return { ...shipments, diagnostics: [...application.diagnostics, ...shipments.diagnostics] };
}

/** What the database knows against packages that are deployed; without any, its part for the languages is asked for its date alone. */
export function matchDeployed(
  host: Host,
  packages: readonly PackageRef[],
  languages?: readonly Ecosystem[],
): MatchedRefs {
  return matchRefs(host, packages, languages);
}
