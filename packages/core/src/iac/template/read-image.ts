import type { FunctionCode } from '../../app/function.ts';
import type { Resource } from '../../app/resource.ts';
import { findEntry } from '../../app/value.ts';
import type { ReadScope } from '../front-end.ts';
import { toRootPath } from '../../app/path.ts';
import type { Dockerfile } from './parse-dockerfile.ts';
import { parseDockerfile } from './parse-dockerfile.ts';
import { findLocalPath } from './local-path.ts';

/** The code of an image function: the context and Dockerfile that `Metadata` tells `sam build`. */
export function readImage(resource: Resource, scope: ReadScope): FunctionCode {
  const contextValue = findEntry(resource.metadata, 'DockerContext');
  const at = contextValue?.at ?? resource.at;
  if (contextValue === undefined) return { kind: 'image', context: null, dockerfile: null, at };
  const context = findLocalPath(contextValue, scope, at);
  if (context.kind !== 'directory') return { kind: 'image', context: null, dockerfile: null, at };
  const name = findEntry(resource.metadata, 'Dockerfile');
  const file = toRootPath(context.path, name?.kind === 'literal' ? String(name.value) : 'Dockerfile');
  if (file === undefined || scope.host.kindOf(file) !== 'file') {
    return { kind: 'image', context: context.path, dockerfile: null, at };
  }
  const dockerfile = parseDockerfile(scope.host.readText(file) ?? '');
  return {
    kind: 'image',
    context: context.path,
    dockerfile: file,
    sources: findSources(dockerfile, context.path, scope),
    at,
  };
}

/** What the Dockerfile of an image function says, or `undefined` when there is none. */
export function readDockerfile(
  code: { readonly kind: string; readonly dockerfile?: string | null },
  scope: ReadScope,
): Dockerfile | undefined {
  if (code.kind !== 'image' || typeof code.dockerfile !== 'string') return undefined;
  const text = scope.host.readText(code.dockerfile);
  return text === undefined ? undefined : parseDockerfile(text);
}

function findSources(dockerfile: Dockerfile, context: string, scope: ReadScope): string[] {
  const paths = dockerfile.copied.map((source) => toRootPath(context, source.replace(/\/?\*.*$/, '') || '.'));
  const present = paths.filter((path) => path !== undefined && /^(?:file|directory)$/.test(scope.host.kindOf(path)));
  return [...new Set(present as string[])];
}
