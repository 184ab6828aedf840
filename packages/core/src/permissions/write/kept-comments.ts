/** The comments of a block of YAML: behind its first line, and all others in their order. */
export interface Comments {
  /** With its `#`; empty where there is none. */
  readonly first: string;
  readonly others: readonly string[];
}

/** Finds the comments in lines that are to be replaced. Text with line breaks of its own may hold a `#`: then there are none. */
export function findComments(text: string): Comments {
  const lines = text.split(/\r?\n/);
  if (lines.some((line) => /(?:^|[\s:-])[|>][-+\d]*\s*(?:#.*)?$/.test(line))) return { first: '', others: [] };
  const found = lines.map(findComment);
  return { first: found[0] ?? '', others: found.slice(1).filter((comment) => comment !== '') };
}

/** The comment of one line: a `#` behind a blank or at the start, outside of quotes. */
function findComment(line: string): string {
  let quote = '';
  for (let i = 0; i < line.length; i += 1) {
    const char = line[i] ?? '';
    if (quote !== '') {
      if (char === '\\' && quote === '"') i += 1;
      else if (char === quote) quote = '';
    } else if ((char === '"' || char === "'") && /^$|[\s,[{:(-]/.test(line[i - 1] ?? '')) quote = char;
    else if (char === '#' && /^$|\s/.test(line[i - 1] ?? '')) return line.slice(i).trimEnd();
  }
  return '';
}
