import type { Location } from '../app/location.ts';
import { findText, toItems } from '../app/value.ts';
import type { RuleContext } from './rule.ts';
import { findReferencedResource, listPlainResources, type PlainResource } from './template-resources.ts';

const STAGES = /^AWS::ApiGateway(?:V2)?::Stage$/;

/** The stages of APIs in the template that the internet reaches. */
export const listPublicStages = (context: RuleContext): readonly PlainResource[] =>
  listPlainResources(context, STAGES).filter((stage) => {
    const api = findApi(stage, context);
    return api !== undefined && hasPublicEndpoint(api);
  });

/** The API of a stage, if it stands in the template. */
export const findApi = (stage: PlainResource, context: RuleContext): PlainResource | undefined =>
  findReferencedResource(stage.find('RestApiId') ?? stage.find('ApiId'), stage, context);

/** What people call a stage: SAM makes those that nobody wrote. */
export const toStageName = (stage: PlainResource, context: RuleContext): string =>
  findApi(stage, context)?.id ?? stage.id;

/** Where a person wrote the stage, or of those that SAM makes of events, the first event. */
export function findStagePlace(stage: PlainResource, context: RuleContext): Location {
  const api = findApi(stage, context);
  if (api === undefined || api.resource.provenance !== 'expansion') return stage.resource.at;
  const kind = stage.type === 'AWS::ApiGateway::Stage' ? 'rest-api' : 'http-api';
  const triggers = context.application.functions
    .filter(({ template }) => template === api.template.file)
    .flatMap((fn) => fn.triggers)
    .filter((t) => t.kind === kind && (t.source?.kind !== 'ref' || t.source.id === api.id));
  return triggers[0]?.at ?? stage.resource.at;
}

/** Whether the internet reaches the endpoints of an API; `false` also when that is not known. */
export function hasPublicEndpoint(api: PlainResource): boolean {
  const types = [
    ...toItems(api.find('EndpointConfiguration', 'Types')),
    ...toItems(api.find('Parameters', 'endpointConfigurationTypes')),
  ];
  return types.every((type) => /^(?:EDGE|REGIONAL)$/.test(findText(type) ?? ''));
}

/** Whether the internet reaches a GraphQL API; `false` also when that is not known. */
export function isPublicGraph(api: PlainResource): boolean {
  const visibility = api.find('Visibility');
  return visibility === undefined || findText(visibility) === 'GLOBAL';
}
