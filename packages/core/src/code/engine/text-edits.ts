import type { TextEdit } from '../../app/code-value.ts';
import { editText } from '../../app/text-edit.ts';
import type { Abstract, ListValue, ModelValue } from './abstract.ts';
import { findString, toConst, toNative, toUnknown, UNDEFINED } from './abstract.ts';
import type { Engine, Site } from './engine.ts';
import { findListMethod } from './list-methods.ts';
import { toKey } from './union.ts';

/** Text is edited a few times on its way; more is a loop. */
const MOST_EDITS = 4;

interface Edited {
  readonly of: Abstract;
  readonly edit: TextEdit;
  readonly depth: number;
}

/** A member of text. */
export type FindMember = (engine: Engine, text: Abstract, name: string, site: Site) => Abstract | undefined;

/** What a value says that stands for edited text; `undefined` for every other value. */
export function findEdited(value: Abstract): Edited | undefined {
  const data = value.k === 'model' ? value.data : undefined;
  return typeof data === 'object' && data !== null && 'edited' in data ? (data.edited as Edited) : undefined;
}

/** Text whose content only the template tells: of an environment variable, of the ARN of an event's source, or made of such. */
export function isTemplateText(value: Abstract): boolean {
  if (value.k === 'concat') return value.parts.some(isTemplateText);
  if (value.k === 'event') return /arn$/i.test(value.path.at(-1) ?? '');
  return value.k === 'env' || findEdited(value) !== undefined;
}

/** What an edited text can do beside having members: the fields of parsed JSON are looped over, and may be called. */
type Own = Partial<Pick<ModelValue, 'iterate' | 'call'>>;

/** The result of an edit of text, also of text that is not known before the template is. */
export function editValue(of: Abstract, edit: TextEdit, find: FindMember, own: Own = {}): Abstract | undefined {
  const text = findString(of);
  if (text !== undefined && edit.kind !== 'json') return toConst(editText(text, edit)[0]);
  if (!isTemplateText(of)) return undefined;
  const depth = (findEdited(of)?.depth ?? 0) + 1;
  if (depth > MOST_EDITS) return toUnknown('a text that is edited many times');
  const edited: Edited = { of, edit, depth };
  const self: ModelValue = {
    k: 'model',
    key: `edited:${toKey(of)}:${JSON.stringify(edit)}`,
    data: { edited },
    get: (engine, name, site) => find(engine, self, name, site),
    ...own,
  };
  return self;
}

/** `text.split(separator)`: of a constant its parts, of the template's text what stands at each position. */
export function splitText(engine: Engine, text: Abstract, separator: string | undefined, find: FindMember): ListValue {
  const value = findString(text);
  if (value !== undefined && separator !== undefined) {
    const items = value.split(separator).slice(0, 64).map(toConst);
    return { ...engine.createList(items), at: (i) => items.at(i) ?? UNDEFINED };
  }
  if (separator === undefined || separator === '' || !isTemplateText(text))
    return engine.createList([toUnknown('part of a string')], true);
  const part = (index: number | null): Abstract =>
    editValue(text, { kind: 'split', separator, index }, find) ?? toUnknown('part of a string');
  return { ...engine.createList([part(null)], true), at: part };
}

/** Regular expressions that read a text once: literal characters, one that may be missing, anchors. */
const PLAIN = /^\^?(?:[\w\-:@ ,]\??|\\[/.\-:+]\??)+\$?$/;

/** `text.replace(pattern, by)` with a pattern that is text or a plain regular expression; `undefined` for any other. */
export function toReplacement(
  pattern: Abstract | undefined,
  by: Abstract | undefined,
  all: boolean,
): TextEdit | undefined {
  const text = findString(by);
  if (text === undefined || text.includes('$')) return undefined;
  const plain = findString(pattern);
  if (plain !== undefined)
    return plain === '' ? undefined : { kind: 'replace', pattern: plain, flags: all ? 'all' : null, by: text };
  const regex = pattern?.k === 'unknown' ? pattern.regex : undefined;
  if (regex === undefined || !PLAIN.test(regex.pattern)) return undefined;
  return { kind: 'replace', pattern: regex.pattern, flags: `/${regex.flags.replaceAll(/[^gi]/g, '')}`, by: text };
}

/** Expressions that begin at the start and whose groups end where the next character stands: one of them may take any text. */
const GROUPS = /^\^(?:[\w\-:@ ,/]\??|\\[/.\-:+]\??|\(\[\^\\?[/:]\][+*]\))+(?:\(\.[+*]\))?\$?$/;

/** `text.match(/^s3:\/\/([^/]+)\/(.*)$/)`: the groups of a match that surely is one. */
export function matchText(engine: Engine, text: Abstract, pattern: Abstract | undefined, find: FindMember): Abstract {
  const regex = pattern?.k === 'unknown' ? pattern.regex : undefined;
  const flags = regex?.flags.replaceAll(/[^i]/g, '') ?? '';
  const unknown = toUnknown('a match');
  if (regex === undefined || regex.flags.includes('g') || !GROUPS.test(regex.pattern)) return unknown;
  const { pattern: source } = regex;
  const group = (index: number): Abstract =>
    editValue(text, { kind: 'match', pattern: source, flags, group: index }, find) ?? unknown;
  return isTemplateText(text) || findString(text) !== undefined
    ? { ...engine.createList([unknown], true), at: group }
    : unknown;
}

/** `JSON.parse(text)`: fields of it are read as the template's own. */
export function parseTemplateJson(of: Abstract, path: readonly string[] = []): Abstract | undefined {
  if (path.length > 8) return undefined;
  const field = (name: string): Abstract =>
    parseTemplateJson(of, [...path, /^\d+$/.test(name) ? '[]' : name]) ?? toUnknown('deep inside parsed JSON');
  const find: FindMember = (engine, self, name, site) => {
    if (/^(?:toString|valueOf|trim)$/.test(name)) return toNative(name, () => self);
    // A field by the name of a list's method is one when it is called.
    const method = findListMethod(engine, engine.createList([field('[]')], true), name, site);
    return method?.k === 'native' ? { ...method, isGuess: true } : field(name);
  };
  const iterate = (): Abstract => field('[]');
  const call: NonNullable<ModelValue['call']> = (engine, args, site) => {
    engine.escape([...args.positional], 'a value out of parsed JSON', site);
    return toUnknown('result of a value out of parsed JSON');
  };
  return editValue(of, { kind: 'json', path }, find, { iterate, call });
}
