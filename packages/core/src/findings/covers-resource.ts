import type { Template } from '../app/application.ts';
import type { Resource } from '../app/resource.ts';
import type { Finding } from './finding.ts';

/** A finding on a resource is that resource's; on the role that SAM makes, or on no resource, the function's. */
export function coversResource(finding: Finding, resource: Resource, template: Template): boolean {
  if (finding.at.file !== template.file && finding.resource !== undefined) return false;
  if (finding.resource === resource.id) return true;
  const declared =
    finding.resource !== undefined && template.resources.get(finding.resource)?.provenance === 'template';
  return finding.function === resource.id && !declared;
}
