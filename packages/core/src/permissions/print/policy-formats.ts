import type { Application } from '../../app/application.ts';
import type { FunctionPermissions } from '../function-permissions.ts';
import type { PrintOptions } from './policy-subject.ts';
import { printCdk } from './print-cdk.ts';
import { printCloudFormation } from './print-cloudformation.ts';
import { printIam } from './print-iam.ts';
import { printSam } from './print-sam.ts';
import { printTerraform } from './print-terraform.ts';

/** Prints the smallest policies of functions in one language; the text ends with a line break. */
export type PolicyPrinter = (
  permissions: readonly FunctionPermissions[],
  application: Application,
  options?: PrintOptions,
) => string;

/** Every language that policies are printed in, by the name of the format. */
export const POLICY_FORMATS: Readonly<Record<'sam' | 'cloudformation' | 'iam' | 'terraform' | 'cdk', PolicyPrinter>> = {
  sam: printSam,
  cloudformation: printCloudFormation,
  iam: printIam,
  terraform: printTerraform,
  cdk: printCdk,
};
