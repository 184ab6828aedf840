import type { Application, Template } from '../app/application.ts';
import type { Branch } from '../app/branch.ts';
import { decideEverywhere } from '../app/decide-condition.ts';
import type { Resource } from '../app/resource.ts';

/** False for a resource whose condition does not hold, whatever environment is deployed. */
export const isEverDeployed = (
  { condition }: Pick<Resource, 'condition'>,
  template: Template,
  application: Application,
): boolean => condition === undefined || decideEverywhere(condition, template, application) !== false;

/** False for what stands in a branch of `Fn::If` that is never taken; conditions are of the template, where a branch names no other. */
export const isEverTaken = (
  branches: readonly Branch[] | undefined,
  template: Template,
  application: Application,
): boolean =>
  (branches ?? []).every(({ condition, holds, template: file }) => {
    const home = file === undefined ? template : application.templates.find((one) => one.file === file);
    return home === undefined || decideEverywhere(condition, home, application) !== !holds;
  });
