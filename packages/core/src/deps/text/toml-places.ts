/**
 * Texts over several lines and comments hold no names; of everything else the texts and bare words. What is never closed ends with its
 * line, or with the file: tried again from each of its signs, a long one would take the square of its length.
 */
const TOKEN =
  /"""(?:[^"\\]|\\[\s\S]|""?(?!"))*(?:"{3,5}|$)|'''[\s\S]*?(?:'{3,5}|$)|#[^\n]*|"((?:[^"\\\n]|\\.)*)"?|'([^'\n]*)'?|([\w-]+)/g;
const HEADING = /^[ \t]*\[{1,2}([^\]\n]+)\]/gm;

/** Finds where the names and texts of a TOML file stand, which its parser does not tell. Offsets are UTF-16 offsets, behind a quote. */
export class TomlPlaces {
  private readonly places = new Map<string, number[]>();
  private readonly headings = new Map<string, number>();
  /** How many of a text were asked for behind one place. */
  private readonly asked = new Map<string, number>();

  constructor(text: string) {
    for (const match of text.matchAll(TOKEN)) {
      const quoted = match[1] ?? match[2];
      const token = match[1]?.includes('\\') === true ? unescape(match[1]) : (quoted ?? match[3]);
      if (token === undefined) continue;
      const at = match.index + (quoted === undefined ? 0 : 1);
      const known = this.places.get(token);
      if (known === undefined) this.places.set(token, [at]);
      else known.push(at);
    }
    for (const match of text.matchAll(HEADING)) {
      const name = (match[1] ?? '').replaceAll(/[\s"']/g, '');
      if (!this.headings.has(name)) this.headings.set(name, match.index);
    }
  }

  /** Where the value under a path of keys begins: behind its heading, or behind its last keys where these have none of their own. */
  findValue(path: readonly string[]): number {
    for (let length = path.length; length > 0; length -= 1) {
      const heading = this.headings.get(path.slice(0, length).join('.'));
      if (heading === undefined) continue;
      return path.slice(length).reduce((from, key) => this.findFrom(key, from) ?? from, heading);
    }
    return 0;
  }

  /** Where a text stands behind `from`: when it is asked for again, the next place. 0 where it is not found. */
  find(text: string, from: number): number {
    const key = `${from} ${text}`;
    const count = this.asked.get(key) ?? 0;
    this.asked.set(key, count + 1);
    return this.findFrom(text, from, count) ?? this.places.get(text)?.[0] ?? 0;
  }

  private findFrom(text: string, from: number, skip = 0): number | undefined {
    const places = this.places.get(text) ?? [];
    let [low, high] = [0, places.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((places[middle] ?? 0) < from) low = middle + 1;
      else high = middle;
    }
    return places[low + skip];
  }
}

/** Those of TOML that JSON has too; whoever writes others is not found. */
function unescape(text: string): string {
  try {
    return String(JSON.parse(`"${text}"`));
  } catch {
    return text;
  }
}
