import type { Template } from '../app/application.ts';
import type { Location } from '../app/location.ts';
import type { Resource } from '../app/resource.ts';
import { findText, type MapValue, type Value } from '../app/value.ts';
import { coversResource } from './covers-resource.ts';
import type { Diagnostic } from './diagnostic.ts';
import { isDay, type Suppression, type SuppressionReading } from './suppression.ts';

/** Reads `Metadata: { sallyport: { ignore: [ { id, reason, until } ] } }` of every resource of a template. */
export function readIgnoreMetadata(template: Template): SuppressionReading {
  const suppressions: Suppression[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const resource of template.resources.values()) {
    const own = resource.metadata.entries.get('sallyport');
    const ignore = own?.kind === 'map' ? own.entries.get('ignore') : undefined;
    if (ignore === undefined) continue;
    for (const item of ignore.kind === 'list' ? ignore.items : [ignore]) {
      const suppression = item.kind === 'map' ? readItem(item, resource, template) : undefined;
      if (suppression === undefined) diagnostics.push(toInvalid(resource, item));
      else suppressions.push(suppression);
    }
  }
  return { suppressions, diagnostics };
}

function readItem(item: MapValue, resource: Resource, template: Template): Suppression | undefined {
  const id = findText(item.entries.get('id'));
  const reason = findText(item.entries.get('reason'))?.trim();
  const until = findText(item.entries.get('until'));
  if (id === undefined || reason === undefined || reason === '') return undefined;
  if (item.entries.has('until') && (until === undefined || !isDay(until))) return undefined;
  return {
    rules: id.split(',').map((rule) => rule.trim()),
    reason,
    ...(until === undefined ? {} : { until }),
    where: `Metadata of ${resource.id} in ${template.file}`,
    file: template.file,
    line: (item.at ?? resource.at).line,
    covers: (finding) => coversResource(finding, resource, template),
  };
}

function toInvalid(resource: Resource, item: Value): Diagnostic {
  const at: Location = item.at ?? resource.at;
  return {
    code: 'suppression-invalid',
    severity: 'warning',
    message: `\`Metadata.sallyport.ignore\` of \`${resource.id}\` holds an entry without \`id\` and \`reason\`, or with an \`until\` that is no day`,
    file: at.file,
    line: at.line,
    column: at.column,
  };
}
