/** The five parts of RFC 3986, appendix B. */
interface Uri {
  readonly scheme: string | undefined;
  readonly authority: string | undefined;
  readonly path: string;
  readonly query: string | undefined;
}

const PARTS = /^(?:([^:/?#]+):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?/;

function parseUri(text: string): Uri {
  const [, scheme, authority, path = '', query] = PARTS.exec(text) ?? [];
  return { scheme, authority, path, query };
}

function printUri({ scheme, authority, path, query }: Uri): string {
  const head = (scheme === undefined ? '' : `${scheme}:`) + (authority === undefined ? '' : `//${authority}`);
  return head + path + (query === undefined ? '' : `?${query}`);
}

function removeDots(path: string): string {
  const out: string[] = [];
  const segments = path.split('/');
  for (const [index, segment] of segments.entries()) {
    const isLast = index === segments.length - 1;
    if (segment === '..' && out.length > (path.startsWith('/') ? 1 : 0)) out.pop();
    if (segment === '.' || segment === '..') {
      if (isLast) out.push('');
    } else out.push(segment);
  }
  return out.join('/');
}

function mergePaths(base: Uri, path: string): string {
  if (base.authority !== undefined && base.path === '') return `/${path}`;
  return base.path.slice(0, base.path.lastIndexOf('/') + 1) + path;
}

/** Resolves a reference (RFC 3986, section 5.2) and leaves its fragment out. A URN has no path to resolve against. */
export function resolveUri(base: string, reference: string): string {
  const target = parseUri(reference);
  if (target.scheme !== undefined) return printUri({ ...target, path: removeDots(target.path) });
  const from = parseUri(base);
  if (target.authority !== undefined) return printUri({ ...target, scheme: from.scheme });
  if (target.path === '') return printUri({ ...from, query: target.query ?? from.query });
  const path = target.path.startsWith('/') ? target.path : mergePaths(from, target.path);
  return printUri({ ...from, path: removeDots(path), query: target.query });
}

/** What follows the `#`, decoded; empty where there is none. */
export function readFragment(reference: string): string {
  const at = reference.indexOf('#');
  if (at < 0) return '';
  try {
    return decodeURIComponent(reference.slice(at + 1));
  } catch {
    return reference.slice(at + 1);
  }
}
