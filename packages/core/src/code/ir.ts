/**
 * The shared intermediate form that JavaScript, TypeScript and Python are lowered to. One engine
 * (`engine/`) computes values, calls and flows on it; it knows nothing of either syntax.
 *
 * `at` is the UTF-16 offset of a node in its module's text.
 */
export type Language = 'javascript' | 'python';

export interface ModuleIr {
  readonly file: string;
  readonly language: Language;
  readonly lineStarts: readonly number[];
  readonly body: readonly Statement[];
  /** Names that are local to the module scope and hoisted: JS `var` and function names; every name that Python assigns at top level. */
  readonly locals: readonly string[];
  /** TypeScript imports that are erased at run time: they are not in `body` and load nothing, but tell what a `type` names. */
  readonly typeImports?: readonly ImportStatement[];
}

// ---------------------------------------------------------------- expressions

export type Expression =
  | { readonly kind: 'const'; readonly at: number; readonly value: string | number | boolean | null | undefined }
  | { readonly kind: 'name'; readonly at: number; readonly name: string }
  /** String building: template literals, f-strings. */
  | { readonly kind: 'template'; readonly at: number; readonly parts: readonly Expression[] }
  /** Arrays, lists, tuples, sets. */
  | { readonly kind: 'array'; readonly at: number; readonly items: readonly Item[] }
  /** Object literals and dicts. An entry without a key is a spread (`...x`, `**x`). */
  | { readonly kind: 'object'; readonly at: number; readonly entries: readonly Entry[] }
  /** `o.p` (`computed` false, `property` a string const) or `o[p]` (`computed` true). Python attribute access and subscripts are told apart by it. */
  | {
      readonly kind: 'member';
      readonly at: number;
      readonly object: Expression;
      readonly property: Expression;
      readonly computed: boolean;
    }
  | {
      readonly kind: 'call';
      readonly at: number;
      readonly callee: Expression;
      readonly args: readonly Argument[];
      readonly isNew: boolean;
      /** Made only where something is there: `a?.b()`. */
      readonly isOptional?: boolean;
    }
  | { readonly kind: 'function'; readonly at: number; readonly fn: FunctionIr }
  | { readonly kind: 'class'; readonly at: number; readonly cls: ClassIr }
  /** `operator` is absent for `=`, else `+`, `||`, `??`, `&&` … of a compound assignment. Python's walrus too. */
  | {
      readonly kind: 'assign';
      readonly at: number;
      readonly target: Pattern;
      readonly value: Expression;
      readonly operator?: string;
    }
  /** `+ - * / % ** // < > <= >= == === != !== in instanceof is & | ^ << >>`; Python's `not in` and `is not` stand under `not`. */
  | {
      readonly kind: 'binary';
      readonly at: number;
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
    }
  /** Python's `and` and `or` are `&&` and `||`. */
  | {
      readonly kind: 'logical';
      readonly at: number;
      readonly operator: '&&' | '||' | '??';
      readonly left: Expression;
      readonly right: Expression;
    }
  /** `not`, `typeof`, `void`, `-`, `+`, `~`, `delete`. */
  | { readonly kind: 'unary'; readonly at: number; readonly operator: string; readonly value: Expression }
  | {
      readonly kind: 'conditional';
      readonly at: number;
      readonly test: Expression;
      readonly then: Expression;
      readonly else: Expression;
    }
  /**
   * `protocol` marks how Python's `with` enters and leaves a context manager: the result of `__enter__()` or `__exit__()`
   * (or their `__a…__` twins) where the value's own class defines it, and the value itself everywhere else.
   */
  | {
      readonly kind: 'await';
      readonly at: number;
      readonly value: Expression;
      readonly protocol?: 'enter' | 'exit';
    }
  /** `delegate` for JavaScript's `yield*`. */
  | {
      readonly kind: 'yield';
      readonly at: number;
      readonly value: Expression | null;
      readonly delegate?: true;
    }
  | { readonly kind: 'sequence'; readonly at: number; readonly items: readonly Expression[] }
  /** JS `this`. Python has none: `self` is an ordinary parameter. */
  | { readonly kind: 'this'; readonly at: number }
  /** JS `super` and Python `super()` (lowered without the call). */
  | { readonly kind: 'super'; readonly at: number }
  /** JS dynamic `import(x)`. `require` stays an ordinary call of the name `require`. */
  | { readonly kind: 'dynamic-import'; readonly at: number; readonly specifier: Expression }
  | {
      readonly kind: 'comprehension';
      readonly at: number;
      readonly result: 'list' | 'map';
      readonly key?: Expression;
      readonly element: Expression;
      readonly clauses: readonly ComprehensionClause[];
    }
  /** Part of a sequence: `x[1:]`. */
  | { readonly kind: 'slice'; readonly at: number; readonly object: Expression; readonly bounds: readonly Expression[] }
  /** JS regular expressions and whatever has no meaning here; children are evaluated for what they call. */
  | {
      readonly kind: 'opaque';
      readonly at: number;
      readonly why: string;
      readonly children: readonly Expression[];
      readonly regex?: { readonly pattern: string; readonly flags: string };
    };

export interface Item {
  readonly value: Expression;
  readonly spread: boolean;
}

export interface Entry {
  readonly key: Expression | null;
  readonly value: Expression;
  /** `get x() {}` in an object literal: the value is the getter function. */
  readonly accessor?: 'get' | 'set';
}

export interface Argument {
  readonly value: Expression;
  /** `*args` / `...args` is `list`, `**kwargs` is `map`. */
  readonly spread?: 'list' | 'map';
  /** Python keyword argument. */
  readonly name?: string;
}

export interface ComprehensionClause {
  readonly target: Pattern;
  readonly iterable: Expression;
  readonly conditions: readonly Expression[];
}

// ---------------------------------------------------------------- patterns

export type Pattern =
  | { readonly kind: 'name'; readonly at: number; readonly name: string }
  | {
      readonly kind: 'member';
      readonly at: number;
      readonly object: Expression;
      readonly property: Expression;
      readonly computed: boolean;
    }
  | {
      readonly kind: 'array';
      readonly at: number;
      readonly items: readonly (Pattern | null)[];
      readonly rest?: Pattern;
    }
  | {
      readonly kind: 'object';
      readonly at: number;
      readonly entries: readonly { readonly key: Expression; readonly value: Pattern }[];
      readonly rest?: Pattern;
    }
  | { readonly kind: 'default'; readonly at: number; readonly target: Pattern; readonly value: Expression };

// ---------------------------------------------------------------- functions and classes

export interface FunctionIr {
  readonly name: string | null;
  readonly at: number;
  readonly end: number;
  readonly params: readonly Parameter[];
  readonly body: readonly Statement[];
  /** Names hoisted to the function's own scope (JS `var` and inner functions; every name that a Python function assigns, less `global` and `nonlocal`). */
  readonly locals: readonly string[];
  readonly isAsync: boolean;
  readonly isGenerator: boolean;
  /** Arrow functions and lambdas: `this` is the enclosing one. */
  readonly isArrow: boolean;
  readonly decorators: readonly Expression[];
  /** Python: the annotation of what it returns when it comes down to a plain (possibly dotted) name. */
  readonly returns?: string;
}

export interface Parameter {
  readonly pattern: Pattern;
  readonly default?: Expression;
  /** `...rest` and `*args` are `list`, `**kwargs` is `map`. */
  readonly rest?: 'list' | 'map';
  readonly keywordOnly?: boolean;
  /** The type annotation when it is a plain (possibly dotted) name, e.g. `S3Client`. */
  readonly type?: string;
  /** TypeScript's decorators of a parameter: `@inject(TOKEN)`. */
  readonly decorators?: readonly Expression[];
}

export interface ClassIr {
  readonly name: string | null;
  readonly at: number;
  readonly end: number;
  readonly superclasses: readonly Expression[];
  /** Python's `class X(Base, key='x')`: what `__init_subclass__` and metaclasses are given. */
  readonly keywords?: readonly { readonly name: string; readonly value: Expression }[];
  readonly members: readonly ClassMember[];
  readonly decorators: readonly Expression[];
}

export type ClassMember =
  /** The constructor is the method named `constructor` (JS) or `__init__` (Python). TypeScript parameter properties are assignments at its start. */
  | {
      readonly kind: 'method';
      readonly at: number;
      readonly name: Expression;
      readonly fn: FunctionIr;
      readonly isStatic: boolean;
      readonly isClassMethod: boolean;
      readonly accessor: 'get' | 'set' | null;
    }
  /** Python's class-level assignments are static fields. */
  | {
      readonly kind: 'field';
      readonly at: number;
      readonly name: Expression;
      readonly value: Expression | null;
      readonly isStatic: boolean;
      readonly type?: string;
      readonly decorators?: readonly Expression[];
    }
  | { readonly kind: 'static-block'; readonly at: number; readonly body: readonly Statement[] };

// ---------------------------------------------------------------- statements

export type Statement =
  | { readonly kind: 'expression'; readonly at: number; readonly value: Expression }
  /** `let`, `const` (scope `block`) and `var` (scope `function`). Python assignments are `assign` expressions to hoisted locals. */
  | {
      readonly kind: 'declare';
      readonly at: number;
      readonly scope: 'block' | 'function';
      readonly target: Pattern;
      readonly value: Expression | null;
      readonly type?: string;
    }
  | { readonly kind: 'function'; readonly at: number; readonly fn: FunctionIr }
  | { readonly kind: 'class'; readonly at: number; readonly cls: ClassIr }
  | { readonly kind: 'return'; readonly at: number; readonly value: Expression | null }
  | { readonly kind: 'throw'; readonly at: number; readonly value: Expression | null }
  | {
      readonly kind: 'if';
      readonly at: number;
      readonly test: Expression;
      readonly then: readonly Statement[];
      readonly else: readonly Statement[];
    }
  | {
      readonly kind: 'loop';
      readonly at: number;
      readonly init: readonly Statement[];
      readonly each: LoopEach | null;
      readonly test: Expression | null;
      readonly update: Expression | null;
      readonly body: readonly Statement[];
      readonly otherwise: readonly Statement[];
      /** `do … while`: the body runs before the test does. */
      readonly testsLast?: true;
    }
  | {
      readonly kind: 'try';
      readonly at: number;
      readonly body: readonly Statement[];
      readonly handlers: readonly CatchClause[];
      readonly otherwise: readonly Statement[];
      readonly finalizer: readonly Statement[];
    }
  | {
      readonly kind: 'switch';
      readonly at: number;
      readonly subject: Expression;
      readonly cases: readonly { readonly test: Expression | null; readonly body: readonly Statement[] }[];
    }
  | { readonly kind: 'block'; readonly at: number; readonly body: readonly Statement[] }
  | { readonly kind: 'jump'; readonly at: number; readonly jump: 'break' | 'continue' }
  | ImportStatement
  /** `export { a as b }`, `export default x`; `export const` is a declare followed by this. `exports.x = …` stays an assignment. */
  | { readonly kind: 'export'; readonly at: number; readonly exported: string; readonly value: Expression }
  | {
      readonly kind: 'export-from';
      readonly at: number;
      readonly specifier: string;
      readonly names: readonly { readonly imported: string | '*'; readonly exported: string | '*' }[];
    };

export interface LoopEach {
  readonly target: Pattern;
  readonly declare: 'block' | 'function' | null;
  readonly iterable: Expression;
  readonly over: 'values' | 'keys';
}

export interface CatchClause {
  readonly parameter: Pattern | null;
  readonly type: Expression | null;
  readonly body: readonly Statement[];
}

export interface ImportStatement {
  readonly kind: 'import';
  readonly at: number;
  /** JS: as written. Python: dotted, with its leading dots (`..models.order`). */
  readonly specifier: string;
  /** Type-only imports are left out by the lowering; an import for its effect has no bindings. */
  readonly bindings: readonly ImportBinding[];
}

/**
 * `member`: `import { a as b }`, `from m import a as b` (which may be a submodule), JS default imports (`default`).
 * `namespace`: `import * as x`, `import a.b as c`. `root`: Python `import a.b.c`, which binds `a`.
 * `star`: Python `from m import *`. `require`: TypeScript `import x = require('m')`.
 */
export type ImportBinding =
  | { readonly kind: 'member'; readonly local: string; readonly imported: string }
  | { readonly kind: 'namespace' | 'root' | 'require'; readonly local: string }
  | { readonly kind: 'star' };
