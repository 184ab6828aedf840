import type { FunctionPermissions } from '../function-permissions.ts';
import { toPolicyList } from './policy-data.ts';
import { toFunctionSubjects, type PolicySubject } from './policy-subject.ts';
import { YAML_STYLE } from './text-style.ts';
import { toYamlLines } from './yaml-block.ts';

/** The smallest policies as the `Policies` of SAM functions: a fragment of each template. */
export function printSam(permissions: readonly FunctionPermissions[]): string {
  return printTemplates(toFunctionSubjects(permissions), (subject) => {
    const policies = toPolicyList(subject.policy, (document) => document);
    return [subject.id, { Properties: { Policies: policies } }];
  });
}

/** One YAML document for each template, with what `toResource` makes of its subjects under `Resources`. */
export function printTemplates(
  subjects: readonly PolicySubject[],
  toResource: (subject: PolicySubject) => readonly [id: string, resource: unknown],
): string {
  const files = [...new Set(subjects.map((subject) => subject.template))];
  const documents = files.map((file) => {
    const resources = Object.fromEntries(subjects.filter((s) => s.template === file).map(toResource));
    return [`# ${file}`, ...toYamlLines({ Resources: resources }, YAML_STYLE), ''].join('\n');
  });
  return documents.join('---\n');
}
