export { compileSchema } from './compile-schema.ts';
export type { CompileOptions } from './compile-options.ts';
export { dialectNames, type DialectName } from './dialect.ts';
export { findIdleKeywords, keywordNames } from './find-idle-keywords.ts';
export { toGatewayModel, type GatewayModel } from './gateway-model.ts';
export { SchemaError, type SchemaProblem } from './schema-error.ts';
export { toDeclaration } from './to-declaration.ts';
