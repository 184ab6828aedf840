import { toPrintable } from '../../terminal/wrap.ts';

/** Characters of one text: a name of a megabyte must not push the rest out of the comment. */
const longest = 500;

/**
 * Text of a scanned project as Markdown that shows it and does nothing else, also in a cell of a table: no HTML, link,
 * image, emphasis, mention or reference. What stands between backticks is set as code.
 */
export function toMarkdown(text: string): string {
  const [first = '', ...rest] = shorten(text).split('`');
  const parts = rest.map((part, i) => {
    if (i % 2 === 1) return escape(part);
    // A last backtick without a partner is a character like any other.
    if (i === rest.length - 1) return `&#96;${escape(part)}`;
    return part === '' ? '' : `<code>${escape(part)}</code>`;
  });
  return escape(first) + parts.join('');
}

/** A name or a place as code. */
export const toCode = (text: string): string => `<code>${escape(shorten(text))}</code>`;

function shorten(text: string): string {
  const plain = toPrintable(text.slice(0, longest + 1)).replace(/\s+/g, ' ');
  return text.length > longest ? `${plain.slice(0, longest)}…` : plain;
}

/** References to characters hold in text and are never read as markup. A space of no width keeps `@name` and `#1` from being linked. */
const escape = (text: string): string =>
  text
    .replace(
      /[^\p{L}\p{M}\p{N} ,;.…–"'()/%?-]/gu,
      (c) => `&#${c.codePointAt(0)};${c === '@' || c === '#' ? '&#8203;' : ''}`,
    )
    .replace(/\bwww\./gi, (www) => `${www.slice(0, 3)}&#46;`);
