import type { Application, Template } from '../../app/application.ts';
import type { LambdaFunction } from '../../app/function.ts';

/** What stands around a function while its needs are found. */
export interface Surroundings {
  readonly application: Application;
  readonly function: LambdaFunction;
  /** The function's own template: its words are those of the policy. */
  readonly template: Template;
}

const EMPTY: Omit<Template, 'file'> = {
  kind: 'cloudformation',
  syntax: 'yaml',
  text: '',
  parameters: new Map(),
  resources: new Map(),
  conditions: new Map(),
  exports: [],
};

export function createSurroundings(fn: LambdaFunction, application: Application): Surroundings {
  const template = findTemplate(application, fn.template) ?? { ...EMPTY, file: fn.template };
  return { application, function: fn, template };
}

export function findTemplate(application: Application, file: string): Template | undefined {
  return application.templates.find((template) => template.file === file);
}
