/**
 * What the emitted functions lean on. A failure keeps its keyword and collects its path on the way out, from the inside, so
 * that success pays for neither.
 */
export const base: string = String.raw`const { hasOwn, keys } = Object;
const { isArray } = Array;
let keyword = "";
let path = [];
const no = (word) => { keyword = word; path = []; return false; };
const up = (segment) => { path.push(segment); return false; };`;

/** Parts that are emitted where something uses them, in this order. */
export const parts: Readonly<Record<string, string>> = {
  // A name that the event chose is repeated only where it looks like a name.
  at: String.raw`const at = (name) => up(/^[\w.-]{1,64}$/.test(name) ? name : "*");`,
  isObject: `const isObject = (d) => typeof d === "object" && d !== null && !isArray(d);`,
  never: `const never = () => no("false");`,
  always: `const always = () => true;`,
  size: String.raw`const size = (s) => {
  let n = s.length;
  for (let i = 1; i < s.length; i++) if ((s.charCodeAt(i) & 0xfc00) === 0xdc00 && (s.charCodeAt(i - 1) & 0xfc00) === 0xd800) n--;
  return n;
};`,
  // Exact: 0.0075 is a multiple of 0.0001, which a division of doubles denies.
  isMultiple: String.raw`const decimal = (x) => {
  const [mantissa, exponent = "0"] = String(x).split("e");
  const [whole, rest = ""] = mantissa.split(".");
  return [BigInt(whole + rest), Number(exponent) - rest.length];
};
const isMultiple = (d, m) => {
  if (!Number.isFinite(d)) return false;
  if (Number.isSafeInteger(d) && Number.isSafeInteger(m)) return d % m === 0;
  const [a, p] = decimal(d);
  const [b, q] = decimal(m);
  const least = Math.min(p, q);
  return (a * 10n ** BigInt(p - least)) % (b * 10n ** BigInt(q - least)) === 0n;
};`,
  isSame: String.raw`const isSame = (a, b) => {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null || isArray(a) !== isArray(b)) return false;
  const names = keys(a);
  return names.length === keys(b).length && names.every((name) => hasOwn(b, name) && isSame(a[name], b[name]));
};`,
  // One text for equal values, so that a set finds repeats in linear time.
  isUnique: String.raw`const toText = (d) => {
  if (typeof d !== "object" || d === null) return JSON.stringify(d);
  if (isArray(d)) return "[" + d.map(toText).join() + "]";
  return "{" + keys(d).sort().map((name) => JSON.stringify(name) + ":" + toText(d[name])).join() + "}";
};
const isUnique = (d) => {
  const seen = new Set();
  for (const item of d) if (seen.size === seen.add(toText(item)).size) return false;
  return true;
};`,
  fresh: `const fresh = () => ({ all: false, names: new Set(), count: 0, items: new Set() });`,
  merge: String.raw`const merge = (to, from) => {
  to.all ||= from.all;
  to.count = Math.max(to.count, from.count);
  for (const name of from.names) to.names.add(name);
  for (const item of from.items) to.items.add(item);
};`,
  enter: String.raw`const enter = (resource, scope) => {
  for (let outer = scope; outer !== null; outer = outer[1]) if (outer[0] === resource) return scope;
  return [resource, scope];
};`,
  // Two branches that refer back check what is below twice at each level. What takes many steps is remembered: each schema that
  // refers to itself is checked against each value once.
  recall: String.raw`let steps = 0;
const known = new Map();
const recall = (check, d, scope) => {
  if (++steps < 10000 || typeof d !== "object" || d === null) return check(d, scope);
  const outcomes = known.get(check) ?? new Map();
  const last = outcomes.get(d);
  if (last !== undefined && last.scope === scope) {
    if (!last.holds) [keyword, path] = [last.keyword, last.path.slice()];
    return last.holds;
  }
  const holds = check(d, scope);
  known.set(check, outcomes.set(d, { scope, holds, keyword, path: holds ? [] : path.slice() }));
  return holds;
};
const forget = () => { steps = 0; known.clear(); };`,
  // The outermost resource in scope that has the anchor.
  dynamic: String.raw`const dynamic = (name, d, e, scope) => {
  let found;
  for (let outer = scope; outer !== null; outer = outer[1]) if (hasOwn(outer[0], name)) found = outer[0];
  const inner = enter(found, scope);
  return e === undefined ? found[name][0](d, inner) : found[name][1](d, e, inner);
};`,
};

/** The validator, and the same as a Standard Schema v1. `start` calls the first function, `end` forgets what was remembered. */
export const toEpilogue = (start: string, end: string): string => String.raw`const validate = (value) => {
  try {
    return ${start};
  } catch (error) {
    // Too deep for the stack: refused like anything else that the schema does not allow.
    if (error instanceof RangeError) return no("depth");
    throw error;
  }${end === '' ? '' : ` finally { ${end} }`}
};
const escape = (segment) => "/" + String(segment).replaceAll("~", "~0").replaceAll("/", "~1");
validate["~standard"] = {
  version: 1,
  vendor: "sallyport",
  validate: (value) => {
    if (validate(value)) return { value };
    const place = path.reverse();
    return { issues: [{ message: "does not satisfy " + keyword, path: place, pointer: place.map(escape).join(""), keyword }] };
  },
};
export default validate;
`;
