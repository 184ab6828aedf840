import type { Abstract, Arguments, ClassValue, ObjectValue } from './abstract.ts';
import { NO_ARGUMENTS, toConst, toUnknown } from './abstract.ts';
import { conditionally } from './branches.ts';
import type { Engine, Site } from './engine.ts';
import { linearise } from './linearise.ts';

/** Calls of methods on objects that are not known, and the classes whose instances those may be. */
export interface LateCalls {
  readonly calls: Map<string, { readonly args: Arguments; readonly site: Site }>;
  /** With the last instance, where there is one. */
  readonly classes: Map<ClassValue, ObjectValue | null>;
}

export const createLateCalls = (): LateCalls => ({ calls: new Map(), classes: new Map() });

/** Methods of the language, of requests and responses, of loggers, emitters, collections: they say nothing of their object. */
const COMMON =
  /^(?:get|set|has|add|put|post|patch|delete|head|options|all|use|on|off|once|emit|send|json|status|code|type|end|next|done|then|catch|finally|map|filter|forEach|each|reduce|find|some|every|push|pop|shift|slice|splice|join|split|includes|indexOf|concat|keys|values|entries|toString|toJSON|log|info|debug|warn|error|trace|child|write|read|pipe|close|open|destroy|start|stop|init|connect|call|apply|bind|test|match|replace|trim|parse|stringify|clone|equals|format|register|resolve|reject|inject|render|redirect|header|headers|cookie|append|remove|clear|listen|ready|route|text|body|param|query|update|from|of|at|sort|flat|with|to|is|validate|handle|run|execute|process|invoke|build|create|load|save|count|name|id|value|transform)$/;

const MOST_ROUNDS = 3;

/** Notes a call of a method on an object that is not known. */
export function noteLateCall(engine: Engine, name: string, args: Arguments, site: Site): void {
  const isTelling = !COMMON.test(name) && !name.startsWith('_') && engine.languageOf(site.module) === 'javascript';
  if (isTelling && !engine.late.calls.has(name)) engine.late.calls.set(name, { args, site });
}

/**
 * A method that nobody called, of a class that the code made instances of or handed to a library, and whose name is that of a
 * method called on an object that is not known: a container or a framework gave that object. It is called now.
 */
export function runLateCalls(engine: Engine, wasCalled: (ir: object) => boolean): void {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const found = [...engine.late.classes].flatMap(([cls, instance]) =>
      linearise(cls).flatMap((c) =>
        [...c.methods].flatMap(([name, method]) => {
          const call = wasCalled(method.ir) ? undefined : engine.late.calls.get(name);
          return call === undefined ? [] : [{ cls, instance, name, ...call }];
        }),
      ),
    );
    if (found.length === 0) return;
    for (const { cls, instance, name, args, site } of found) {
      const given: Arguments = { ...NO_ARGUMENTS, rest: toUnknown('given by a container') };
      const self: Abstract = instance ?? engine.construct(cls, given, site);
      conditionally(engine, () => engine.call(engine.get(self, toConst(name), false, site), args, site, self));
    }
  }
}
