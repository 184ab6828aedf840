import type { Finding } from './finding.ts';
import { matchesPath } from './glob.ts';
import type { Suppression } from './suppression.ts';

/** One suppression of the config file. At least one of `path`, `resource`, `advisory` and `package` narrows it. */
export interface IgnoreEntry {
  /** Rule ids or slugs. */
  readonly rules: readonly string[];
  /** A pattern over root-relative paths: `legacy/**`. */
  readonly path?: string;
  /** Logical id of a resource or a function. */
  readonly resource?: string;
  /** Id of an advisory, or an alias of it: `CVE-2024-39338`. */
  readonly advisory?: string;
  /** Name of a package, as its registry has it. */
  readonly package?: string;
  readonly reason: string;
  /** `YYYY-MM-DD`. */
  readonly until?: string;
  /** For people: `sallyport.config.json, ignore[0]`. */
  readonly where: string;
}

export function toSuppression(entry: IgnoreEntry): Suppression {
  return {
    rules: entry.rules,
    reason: entry.reason,
    ...(entry.until === undefined ? {} : { until: entry.until }),
    where: entry.where,
    covers: (finding) =>
      (entry.path === undefined || matchesPath(entry.path, finding.at.file)) &&
      (entry.resource === undefined || entry.resource === finding.resource || entry.resource === finding.function) &&
      (entry.advisory === undefined || isAdvisory(finding, entry.advisory)) &&
      (entry.package === undefined || entry.package === finding.package?.name),
  };
}

function isAdvisory({ advisory }: Finding, id: string): boolean {
  return advisory !== undefined && (advisory.id === id || advisory.aliases.includes(id));
}
