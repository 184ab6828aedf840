import type { Expression } from '../ir.ts';
import type { Abstract, ClassValue, ObjectValue } from './abstract.ts';
import { NO_ARGUMENTS, toArguments, toConst, toUnknown, UNDEFINED } from './abstract.ts';
import type { Engine, Frame, Site } from './engine.ts';
import { findTypedClass } from './typed-classes.ts';
import { toKey, unite } from './union.ts';

/** What containers of dependencies were told while the code ran. */
export interface Injection {
  /** How each token is provided, in the order of registration. */
  readonly providers: Map<string, (() => Abstract)[]>;
  /** The token that a decorator named for a parameter (`class id:index`) or a field (`class id.name`). */
  readonly tokens: Map<string, Abstract>;
  /** What decorators left for classes and members; see `reflect-metadata.ts`. */
  readonly metadata: Map<string, Abstract>;
  /** Tokens that are being made: a cycle ends there. */
  readonly open: Set<string>;
}

export const createInjection = (): Injection => ({
  providers: new Map(),
  tokens: new Map(),
  metadata: new Map(),
  open: new Set(),
});

/** Registers what stands behind a token; it is made once, when first asked for. */
export function provide(engine: Engine, token: Abstract, make: () => Abstract): void {
  const key = toKey(token);
  if (key === 'unknown') return;
  let made: Abstract | undefined;
  const providers = engine.injection.providers.get(key) ?? [];
  providers.push(() => (made ??= make()));
  engine.injection.providers.set(key, providers);
}

/** What a token was registered to stand for: the last registration, or every one of them. */
export function findProvided(engine: Engine, token: Abstract, all = false): Abstract | undefined {
  const { providers, open } = engine.injection;
  const key = toKey(token);
  const known = providers.get(key);
  if (known === undefined || open.has(key)) return undefined;
  open.add(key);
  try {
    return all ? engine.createList(known.map((make) => make())) : known.at(-1)?.();
  } finally {
    open.delete(key);
  }
}

/** A token as a container resolves it: what was registered, or an instance of the class that the token is. */
export function resolveToken(engine: Engine, token: Abstract, site: Site): Abstract {
  if (token.k === 'union') return unite(...token.values.map((t) => resolveToken(engine, t, site)));
  const provided = findProvided(engine, token);
  if (provided !== undefined) return provided;
  if (token.k === 'class' || token.k === 'model') return engine.construct(token, NO_ARGUMENTS, site);
  return toUnknown('a dependency that no container was seen to provide');
}

/** Runs the decorators of a constructor's parameters and of fields, as the compiled code does. */
export function decorateParts(engine: Engine, cls: ClassValue, frame: Frame): void {
  const run = (decorators: readonly Expression[] | undefined, name: Abstract, index: Abstract): void => {
    for (const decorator of decorators ?? [])
      engine.call(engine.evaluate(decorator, frame), toArguments(cls, name, index), {
        module: cls.module,
        at: decorator.at,
      });
  };
  for (const member of cls.ir.members) {
    if (member.kind === 'field' && member.decorators !== undefined && member.name.kind === 'const')
      run(member.decorators, toConst(member.name.value), UNDEFINED);
    const isConstructor =
      member.kind === 'method' && member.name.kind === 'const' && member.name.value === 'constructor';
    if (isConstructor) member.fn.params.forEach((p, i) => run(p.decorators, UNDEFINED, toConst(i)));
  }
}

/** Notes the token of a decorator that was called with a class and a parameter's index or a field's name. */
export function noteToken(engine: Engine, target: readonly Abstract[], token: Abstract): void {
  const [cls, name, index] = target;
  if (cls?.k !== 'class' && cls?.k !== 'object') return;
  // The prototype of a class, which compiled code decorates fields of.
  const id = cls.k === 'class' ? cls.id : -cls.id;
  if (index?.k === 'const' && typeof index.value === 'number')
    engine.injection.tokens.set(`${id}:${index.value}`, token);
  else if (name?.k === 'const' && name.value !== undefined)
    engine.injection.tokens.set(`${id}.${String(name.value)}`, token);
}

const toSite = (cls: ClassValue): Site => ({ module: cls.module, at: cls.ir.at });

/** What is injected for a parameter of a constructor. */
export function findInjectedParameter(engine: Engine, cls: ClassValue, index: number): Abstract | undefined {
  const token = engine.injection.tokens.get(`${cls.id}:${index}`);
  if (token === undefined) return undefined;
  return findProvided(engine, token) ?? (token.k === 'class' ? resolveToken(engine, token, toSite(cls)) : undefined);
}

/** Sets the fields that decorators name a token for, or a type. */
export function injectFields(engine: Engine, cls: ClassValue, instance: ObjectValue, site: Site): void {
  for (const member of cls.ir.members) {
    if (member.kind !== 'field' || member.decorators === undefined || member.name.kind !== 'const') continue;
    const name = String(member.name.value);
    const token = engine.injection.tokens.get(`${cls.id}.${name}`);
    if (token === undefined || member.value !== null) continue;
    const isTyped = token.k === 'const' && token.value === undefined;
    const value = isTyped && member.type !== undefined ? findTypedClass(engine, member.type, cls) : token;
    if (value !== undefined) instance.fields.set(name, resolveToken(engine, value, site));
  }
}
