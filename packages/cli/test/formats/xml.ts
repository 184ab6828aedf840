/** An element with its attributes and text, references resolved. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const allowed = /^[\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u;

/** Parses the XML that reports are made of (no DTD, comments or CDATA); throws where it is not well-formed. */
export function parseXml(source: string): Element {
  if (!allowed.test(source)) throw new Error('a character that XML 1.0 does not have');
  const body = source.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, '');
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const stack = [root];
  for (const part of body.match(/<[^>]*>?|[^<]+/g) ?? []) {
    const top = stack.at(-1) ?? root;
    if (!part.startsWith('<')) top.text += resolve(part);
    else if (part.startsWith('</')) {
      if (part !== `</${top.name}>` || stack.length === 1) throw new Error(`${part} closes ${top.name}`);
      stack.pop();
    } else {
      const element = parseTag(part);
      top.children.push(element);
      if (!part.endsWith('/>')) stack.push(element);
    }
  }
  const [only] = root.children;
  if (stack.length !== 1 || only === undefined || root.children.length !== 1 || root.text.trim() !== '')
    throw new Error('not one element');
  return only;
}

function parseTag(tag: string): Element {
  const match = /^<([A-Za-z]+)((?: [A-Za-z]+="[^"<\t\n\r]*")*)\/?>$/.exec(tag);
  if (match === null) throw new Error(`no tag: ${tag}`);
  const pairs = [...(match[2] ?? '').matchAll(/ ([A-Za-z]+)="([^"]*)"/g)].map(([, k = '', v = '']) => [k, resolve(v)]);
  if (new Set(pairs.map(([key]) => key)).size !== pairs.length) throw new Error(`an attribute twice: ${tag}`);
  return {
    name: match[1] ?? '',
    attributes: Object.fromEntries(pairs) as Record<string, string>,
    children: [],
    text: '',
  };
}

function resolve(text: string): string {
  return text.replace(/&([^;]*);?/g, (reference, name: string) => {
    const code = /^#(\d+)$/.exec(name)?.[1];
    const character = code === undefined ? named[name] : String.fromCodePoint(Number(code));
    if (character === undefined || !reference.endsWith(';') || !allowed.test(character))
      throw new Error(`no reference: ${reference}`);
    return character;
  });
}
