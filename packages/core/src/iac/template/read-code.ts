import type { FunctionCode } from '../../app/function.ts';
import type { Location } from '../../app/location.ts';
import type { Resource } from '../../app/resource.ts';
import type { MapValue, Value } from '../../app/value.ts';
import { findEntry, findText } from '../../app/value.ts';
import type { ReadScope } from '../front-end.ts';
import { findBuildSource, hasModule } from './build-source.ts';
import { findLocalPath } from './local-path.ts';
import { readImage } from './read-image.ts';

/** As the template declares it; `missing` when the path does not exist. */
export type DeclaredCode = FunctionCode | { readonly kind: 'missing'; readonly path: string; readonly at: Location };

/** Where the code of a function stands, from its effective properties. */
export function readCode(resource: Resource, properties: MapValue, scope: ReadScope): DeclaredCode {
  const isImage =
    findText(findEntry(properties, 'PackageType')) === 'Image' || findEntry(properties, 'ImageUri') !== undefined;
  const code = findEntry(properties, resource.type === 'AWS::Serverless::Function' ? 'CodeUri' : 'Code');
  const imageUri = findEntry(code, 'ImageUri');
  if (isImage || imageUri !== undefined) return readImage(resource, scope);
  const inline = findEntry(properties, 'InlineCode') ?? findEntry(code, 'ZipFile');
  if (inline !== undefined) return { kind: 'inline', text: inline, at: inline.at ?? resource.at };
  return readUri(resource, code, scope);
}

function readUri(resource: Resource, code: Value | undefined, scope: ReadScope): DeclaredCode {
  const asset = findText(findEntry(resource.metadata, 'aws:asset:path'));
  if (code === undefined && resource.type === 'AWS::Serverless::Function') {
    return readPath({ kind: 'literal', value: '.' }, scope, resource.at);
  }
  const at = code?.at ?? resource.at;
  if (asset !== undefined) return readPath({ kind: 'literal', value: asset }, scope, at);
  if (code === undefined) return { kind: 'unknown', why: 'the function names no code', at };
  if (code.kind === 'map') return { kind: 'unknown', why: 'the code is an object in S3', at };
  return readPath(code, scope, at);
}

function readPath(value: Value, scope: ReadScope, at: Location): DeclaredCode {
  const found = findLocalPath(value, scope, at);
  switch (found.kind) {
    case 'directory':
    case 'file':
    case 'missing':
      if (/\.(?:zip|jar|war)$/i.test(found.path)) {
        const isThere = found.kind === 'file';
        return { kind: 'unknown', why: 'the code is an archive', at, ...(isThere ? { archive: found.path } : {}) };
      }
      return found.kind === 'missing'
        ? { kind: 'missing', path: found.path, at }
        : { kind: found.kind, path: found.path, at };
    default:
      return { kind: 'unknown', why: found.why, at };
  }
}

/**
 * The source of a handler that is not where the template says because nothing was built, and a report when there is none.
 * Only languages whose source is known by its name are looked for.
 */
export function findSource(code: DeclaredCode, module: string | undefined, scope: ReadScope): FunctionCode {
  if (code.kind !== 'missing' && code.kind !== 'directory') return code;
  const { at, path } = code;
  if (module !== undefined && !(code.kind === 'directory' && hasModule(path, module, scope.host))) {
    const source = findBuildSource(path, module, scope);
    if (source !== undefined) return { ...source, at };
  }
  if (code.kind === 'directory') return code;
  const message = `code \`${path}\` does not exist`;
  scope.report({ code: 'code-not-found', message, severity: 'error', file: at.file, line: at.line, column: at.column });
  return { kind: 'unknown', why: message, at };
}
