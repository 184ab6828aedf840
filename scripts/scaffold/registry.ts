/** `admin-policy` -> `adminPolicy` */
export const toCamelCase = (name: string): string =>
  name.replaceAll(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** `admin-policy` -> `AdminPolicy` */
export const toPascalCase = (name: string): string => toCamelCase(`-${name}`);

export interface RegistryLine {
  /** The import, when the list does not load its elements itself. */
  readonly import?: string;
  readonly element: string;
}

/**
 * The text of a registry with one import and one element more: the import after the last one, the element at the end of
 * what `const <list>` holds. Throws when there is no such list.
 */
export function addToList(text: string, list: string, line: RegistryLine): string {
  const withImport = line.import === undefined ? text : addImport(text, line.import);
  const found = new RegExp(`(?:export )?const ${list}\\b[^=]*(?:=>[^=]*)?=\\s*[[{]`).exec(withImport);
  if (found === null) throw new Error(`the registry has no list \`${list}\``);
  const open = found.index + found[0].length - 1;
  const close = findClose(withImport, open);
  const body = withImport.slice(open + 1, close).trimEnd();
  const comma = body === '' || body.endsWith(',') ? '' : ',';
  return `${withImport.slice(0, open + 1)}${body}${comma}\n  ${line.element},\n${withImport.slice(close)}`;
}

function addImport(text: string, line: string): string {
  const last = [...text.matchAll(/^import [^;]*;\n/gm)].at(-1);
  const after = last === undefined ? 0 : last.index + last[0].length;
  return `${text.slice(0, after)}${line}\n${text.slice(after)}`;
}

/** The offset of the bracket that closes the one at `open`. */
function findClose(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if ('[{('.includes(text.charAt(at))) depth++;
    else if (']})'.includes(text.charAt(at)) && --depth === 0) return at;
  }
  throw new Error('the list in the registry is not closed');
}
