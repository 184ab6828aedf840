import type { Template } from '../app/application.ts';
import { findLost } from '../app/lost-value.ts';
import type { Diagnostic } from '../findings/diagnostic.ts';

/** More of one template say nothing new. */
const MOST = 20;

/** References to nothing, and functions that CloudFormation does not have: what they were meant for is not known. */
export function findLostValues(templates: readonly Template[]): readonly Diagnostic[] {
  return templates.flatMap((template) =>
    [...template.resources.values()]
      .filter((resource) => resource.provenance === 'template')
      .flatMap((resource) =>
        findLost(resource.properties, template).map(({ why, at }): Diagnostic => {
          const { file, line, column } = at ?? resource.at;
          return { code: 'value-lost', severity: 'warning', message: `\`${resource.id}\`: ${why}`, file, line, column };
        }),
      )
      .slice(0, MOST),
  );
}
