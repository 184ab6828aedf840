import type { Template } from '../../app/application.ts';
import type { MapValue, Value } from '../../app/value.ts';
import { findEntry, findPath, findText, toItems } from '../../app/value.ts';
import { coversResource } from '../covers-resource.ts';
import type { ForeignSkip } from './foreign-skip.ts';
import { cdkNag, cfnLint, cfnNag, checkov } from './rule-maps.ts';

type Written = Pick<ForeignSkip, 'tool' | 'id' | 'reason'> & { readonly line: number | undefined };

/** What `Metadata` of resources, and of the template for cfn-lint, silences for other tools. */
export function readForeignMetadata(template: Template): readonly ForeignSkip[] {
  const { file, metadata } = template;
  const ofResources = [...template.resources.values()].flatMap((resource) =>
    listWritten(resource.metadata).map((skip) => ({
      ...skip,
      file,
      line: skip.line ?? resource.at.line,
      covers: (finding: Parameters<ForeignSkip['covers']>[0]) => coversResource(finding, resource, template),
    })),
  );
  const ofTemplate = (metadata === undefined ? [] : listLint(metadata)).map((skip) => ({
    ...skip,
    file,
    line: skip.line ?? 1,
    covers: ({ at }: Parameters<ForeignSkip['covers']>[0]) => at.file === file,
  }));
  return [...ofResources, ...ofTemplate];
}

function listWritten(metadata: MapValue): readonly Written[] {
  const listed = [
    { tool: cfnNag, items: findPath(metadata, 'cfn_nag', 'rules_to_suppress'), why: 'reason' },
    { tool: cdkNag, items: findPath(metadata, 'cdk_nag', 'rules_to_suppress'), why: 'reason' },
    { tool: checkov, items: findPath(metadata, 'checkov', 'skip'), why: 'comment' },
  ].flatMap(({ tool, items, why }) => toItems(items).flatMap((item) => toListed(tool, item, why)));
  return [...listed, ...listLint(metadata)];
}

function toListed(tool: Written['tool'], item: Value, why: string): readonly Written[] {
  const reason = findEntry(item, isTrue(findEntry(item, 'is_reason_encoded')) ? '' : why);
  const written = toWritten(tool, findEntry(item, 'id'), reason);
  // What cdk-nag silences for some findings of a rule cannot be said here.
  const isPart = findEntry(item, 'applies_to') !== undefined;
  return isPart ? written.map((one) => ({ ...one, id: null })) : written;
}

const isTrue = (value: Value | undefined): boolean => value?.kind === 'literal' && value.value === true;

const listLint = (metadata: MapValue): readonly Written[] =>
  toItems(findPath(metadata, 'cfn-lint', 'config', 'ignore_checks')).flatMap((item) =>
    toWritten(cfnLint, item, undefined),
  );

function toWritten(tool: Written['tool'], id: Value | undefined, why: Value | undefined): readonly Written[] {
  const text = findText(id);
  const reason = findText(why)?.trim() ?? '';
  if (text === undefined) return [];
  return [{ tool, id: text, line: id?.at?.line, ...(reason === '' ? {} : { reason }) }];
}
