import { formatSources } from '../formats/index.ts';
import { readPatternFlags } from '../lint/pattern/read-pattern-flags.ts';
import type { Registry, Resource, SchemaNode } from '../registry.ts';
import { toBadSchema } from '../schema-error.ts';
import { quote } from './body.ts';
import { base, parts, toEpilogue } from './prelude.ts';
import { writeBody } from './write-body.ts';

interface Slot {
  /** Given when somebody calls it before it is written, or after. */
  name: string | undefined;
  /** `true` while it is being written. */
  isOpen: boolean;
  /** It lets everything pass. */
  isEmpty: boolean;
}

/** A module that is being written. Each schema becomes a function; equal functions become one. */
export class Unit {
  readonly registry: Registry;
  /** Set when a reference depends on who came by: then every function is told. */
  isDynamic: boolean;
  readonly #slots = new Map<object, { plain?: Slot; noting?: Slot }>();
  readonly #functions: string[] = [];
  readonly #byText = new Map<string, string>();
  readonly #constants = new Map<string, string>();
  readonly #parts = new Set<string>();
  readonly #resources = new Map<Resource, string>();

  constructor(registry: Registry, isDynamic: boolean) {
    this.registry = registry;
    this.isDynamic = isDynamic;
  }

  /** The text of the module whose default export checks `root`. */
  print(root: SchemaNode, header: string): string {
    const start = this.#start(root);
    const tables = [...this.#resources].map(([resource, name]) => this.#printScope(resource, name));
    const used = Object.keys(parts).filter((name) => this.#parts.has(name));
    return [
      header,
      base,
      ...used.map((name) => parts[name]),
      ...[...this.#constants].map(([text, name]) => `const ${name} = ${text};`),
      ...this.#functions,
      ...tables,
      toEpilogue(start, this.#parts.has('recall') ? 'forget();' : ''),
    ].join('\n');
  }

  /** An expression that is true where `subject` satisfies `node`; `true` and `false` as such are known beforehand. */
  call(node: SchemaNode, from: SchemaNode, subject: string, notes: string | undefined): string {
    const name = this.#functionOf(node, notes !== undefined);
    if (name === undefined) return 'true';
    const scope = this.isDynamic ? [this.#scope(node.resource, from.resource)] : [];
    return `${name}(${[subject, ...(notes === undefined ? [] : [notes]), ...scope].join(', ')})`;
  }

  /** As `call`, for the outermost schema in scope that has the dynamic anchor of `node`. */
  callDynamic(anchor: string, node: SchemaNode, from: SchemaNode, notes: string | undefined): string {
    this.isDynamic = true;
    this.#table(node.resource);
    this.part('enter');
    const scope = this.#scope(node.resource, from.resource);
    return `${this.part('dynamic')}(${quote(anchor)}, d, ${notes ?? 'undefined'}, ${scope})`;
  }

  part(name: string): string {
    this.#parts.add(name);
    return name;
  }

  constant(text: string, prefix = 'c'): string {
    const known = this.#constants.get(text) ?? `${prefix}${this.#constants.size}`;
    this.#constants.set(text, known);
    return known;
  }

  /** A regular expression, as JSON Schema reads it: with `u` where that is possible. */
  pattern(source: string, node: SchemaNode, keyword: string): string {
    const flags = readPatternFlags(source);
    if (flags === undefined) throw toBadSchema(node.place, keyword, 'is no regular expression');
    return this.constant(`new RegExp(${quote(source)}${flags === '' ? '' : `, "${flags}"`})`, 'r');
  }

  /** The function that checks a format, with those that it needs; undefined where the format is not known. */
  format(name: string): string | undefined {
    const source = Object.hasOwn(formatSources, name) ? formatSources[name] : undefined;
    if (source === undefined) return undefined;
    return this.constant(source.text, `is_${name.replaceAll('-', '_')}_`);
  }

  #start(root: SchemaNode): string {
    const name = this.#functionOf(root, false);
    if (name === undefined) return 'true';
    return this.isDynamic ? `${name}(value, [${this.#table(root.resource)}, null])` : `${name}(value)`;
  }

  #functionOf(node: SchemaNode, isNoting: boolean): string | undefined {
    if (node.schema === true) return undefined;
    if (node.schema === false) return this.part('never');
    const slots = this.#slots.get(node.schema) ?? {};
    this.#slots.set(node.schema, slots);
    const key = isNoting ? 'noting' : 'plain';
    const slot = slots[key];
    if (slot === undefined)
      return this.#write(node, isNoting, (slots[key] = { name: undefined, isOpen: true, isEmpty: false }));
    if (slot.isOpen) slot.name ??= this.#newName();
    return slot.isEmpty ? undefined : slot.name;
  }

  #write(node: SchemaNode, isNoting: boolean, slot: Slot): string | undefined {
    const lines = writeBody(this, node, isNoting);
    slot.isOpen = false;
    slot.isEmpty = lines.length === 0 && slot.name === undefined;
    if (slot.isEmpty) return undefined;
    const parameters = ['d', ...(isNoting ? ['e'] : []), ...(this.isDynamic ? ['scope'] : [])].join(', ');
    const text = `(${parameters}) {\n${[...lines, 'return true;'].map((line) => `  ${line}`).join('\n')}\n}`;
    if (!isNoting && this.#leadsBack(node, slot)) return this.#writeRecalled(parameters, text, slot);
    const twin = slot.name === undefined ? this.#byText.get(text) : undefined;
    slot.name ??= twin ?? this.#newName();
    if (twin === undefined) {
      this.#byText.set(text, slot.name);
      this.#functions.push(`function ${slot.name}${text}`);
    }
    return slot.name;
  }

  /** Somebody below calls it: by its name, or as what a dynamic reference finds. What is noted is so for one value, and never below it. */
  #leadsBack(node: SchemaNode, slot: Slot): boolean {
    return slot.name !== undefined || (this.isDynamic && [...node.resource.dynamicAnchors.values()].includes(node));
  }

  #writeRecalled(parameters: string, text: string, slot: Slot): string {
    const name = (slot.name ??= this.#newName());
    const body = `{ return ${this.part('recall')}(${name}_whole, ${parameters}); }`;
    this.#functions.push(`function ${name}_whole${text}`, `function ${name}(${parameters}) ${body}`);
    return name;
  }

  #names = 0;

  #newName(): string {
    return `s${this.#names++}`;
  }

  #scope(target: Resource, from: Resource): string {
    return target === from ? 'scope' : `${this.part('enter')}(${this.#table(target)}, scope)`;
  }

  /** The table of a resource's dynamic anchors: name -> both functions. */
  #table(resource: Resource): string {
    const known = this.#resources.get(resource);
    if (known !== undefined) return known;
    const name = `R${this.#resources.size}`;
    this.#resources.set(resource, name);
    for (const node of resource.dynamicAnchors.values())
      for (const noting of [false, true]) this.#functionOf(node, noting);
    return name;
  }

  #printScope(resource: Resource, name: string): string {
    const entries = [...resource.dynamicAnchors].map(([anchor, node]) => {
      const pair = [false, true].map((noting) => this.#functionOf(node, noting) ?? this.part('always'));
      return `[${quote(anchor)}]: [${pair.join(', ')}]`;
    });
    return `const ${name} = { ${entries.join(', ')} };`;
  }
}
