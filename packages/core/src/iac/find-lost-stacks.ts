import type { Template } from '../app/application.ts';
import { findText } from '../app/value.ts';
import type { Diagnostic } from '../findings/diagnostic.ts';
import { findLocation, findNestedFile } from './bind-parameters.ts';

/** Stacks that deploy a template of this tree which is not there: what its functions may do is not told. */
export function findLostStacks(templates: readonly Template[]): readonly Diagnostic[] {
  const files = new Set(templates.map((template) => template.file));
  return templates.flatMap(({ resources, nested }) =>
    [...resources.values()].flatMap((resource) => {
      const path = findText(findLocation(resource));
      const isRemote = path === undefined || /^[a-z0-9]+:/.test(path);
      if (isRemote || nested?.has(resource.id) === true) return [];
      const target = findNestedFile(resource);
      if (target !== undefined && files.has(target)) return [];
      const why = target === undefined ? 'leads out of the scanned folder' : 'is no template that can be read';
      const { file, line, column } = resource.at;
      const message = `stack \`${resource.id}\`: \`${path}\` ${why}, and its functions are not looked at`;
      return [{ code: 'stack-not-found', severity: 'warning', message, file, line, column }];
    }),
  );
}
