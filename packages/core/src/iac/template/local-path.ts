import type { Location } from '../../app/location.ts';
import { resolveValue } from '../../app/resolve-value.ts';
import type { Value } from '../../app/value.ts';
import type { ReadScope } from '../front-end.ts';
import { toDirectory, toRootPath } from '../../app/path.ts';

export type LocalPath =
  | { readonly kind: 'directory' | 'file' | 'missing'; readonly path: string }
  | { readonly kind: 'remote' | 'unknown'; readonly why: string };

/**
 * Where a property such as `CodeUri` or `TemplateURL` leads, from the directory of its template. A path that leaves the
 * root is reported and never followed.
 */
export function findLocalPath(value: Value, scope: ReadScope, at: Location): LocalPath {
  const resolved = resolveValue(value, scope.template, scope);
  if (resolved.kind !== 'literal' || typeof resolved.value !== 'string') {
    return { kind: 'unknown', why: 'the path is not constant' };
  }
  const text = resolved.value;
  if (/^(?:s3|https?):\/\//.test(text)) return { kind: 'remote', why: `\`${text}\` is not in the tree` };
  const path = toRootPath(toDirectory(scope.template.file), text.replace(/^file:\/\//, ''));
  const kind = path === undefined ? 'outside' : scope.host.kindOf(path);
  if (path === undefined || kind === 'outside') {
    const message = `\`${text}\` leads out of the scanned folder`;
    scope.report({ code: 'path-outside', message, severity: 'error', file: at.file, line: at.line, column: at.column });
    return { kind: 'unknown', why: message };
  }
  return { kind, path };
}
