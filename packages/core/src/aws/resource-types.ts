import { resourceTypesTable } from './generated/resource-types.ts';

/** What a text that CloudFormation gives for a resource is. `id`: an identifier that AWS makes up. */
export type RefMeaning = 'name' | 'arn' | 'id' | 'url' | 'other';

/** How CloudFormation names the resources of one type. */
export interface ResourceType {
  readonly type: string;
  /** IAM prefix of the service (`dynamodb`). */
  readonly iamPrefix: string;
  /**
   * ARN template, `arn:${Partition}:dynamodb:${Region}:${Account}:table/${Ref}`: `${Ref}` stands for what `Ref` gives, any other
   * placeholder for a property or a part that the template may not tell. `undefined` when the type has no ARN that is known.
   */
  readonly arn: string | undefined;
  /** What `Ref` gives. */
  readonly refMeaning: RefMeaning;
  /** What each attribute of `Fn::GetAtt` gives. */
  readonly attributes: ReadonlyMap<string, RefMeaning>;
  /** The property that sets the physical name. */
  readonly nameProperty: string | undefined;
  /** The attribute that gives the resource's own ARN; `undefined` when none does (`Ref` may). */
  readonly arnAttribute: string | undefined;
}

const MEANINGS: Readonly<Record<string, RefMeaning>> = { n: 'name', a: 'arn', i: 'id', u: 'url', o: 'other' };

/** SAM's types by the type of the resource that keeps the logical id after the expansion. */
const SAM_TYPES: Readonly<Record<string, { readonly type: string; readonly nameProperty?: string }>> = {
  'AWS::Serverless::Api': { type: 'AWS::ApiGateway::RestApi' },
  'AWS::Serverless::Application': { type: 'AWS::CloudFormation::Stack' },
  'AWS::Serverless::Function': { type: 'AWS::Lambda::Function' },
  'AWS::Serverless::GraphQLApi': { type: 'AWS::AppSync::GraphQLApi' },
  'AWS::Serverless::HttpApi': { type: 'AWS::ApiGatewayV2::Api' },
  'AWS::Serverless::LayerVersion': { type: 'AWS::Lambda::LayerVersion', nameProperty: 'LayerName' },
  'AWS::Serverless::SimpleTable': { type: 'AWS::DynamoDB::Table' },
  'AWS::Serverless::StateMachine': { type: 'AWS::StepFunctions::StateMachine', nameProperty: 'Name' },
};

let lines: ReadonlyMap<string, string> | undefined;
const parsed = new Map<string, ResourceType>();

/** A CloudFormation or SAM type; `undefined` when the registry does not hold it (custom resources, for one). */
export function findResourceType(type: string): ResourceType | undefined {
  const known = parsed.get(type);
  if (known !== undefined) return known;
  const sam = Object.hasOwn(SAM_TYPES, type) ? SAM_TYPES[type] : undefined;
  lines ??= new Map(resourceTypesTable.split('\n').map((line) => [line.slice(0, line.indexOf('|')), line]));
  const line = lines.get(sam?.type ?? type);
  if (line === undefined) return undefined;
  const own = parseLine(line);
  const found = sam === undefined ? own : { ...own, type, nameProperty: sam.nameProperty ?? own.nameProperty };
  parsed.set(type, found);
  return found;
}

/** The CloudFormation type that keeps a SAM resource's logical id; any other type is itself. */
export function toCloudFormationType(type: string): string {
  return (Object.hasOwn(SAM_TYPES, type) ? SAM_TYPES[type]?.type : undefined) ?? type;
}

function parseLine(line: string): ResourceType {
  const [type = '', iamPrefix = '', arn = '', ref = '', nameProperty = '', attributeList = ''] = line.split('|');
  const attributes = new Map<string, RefMeaning>();
  for (const entry of attributeList === '' ? [] : attributeList.split(' ')) {
    const colon = entry.lastIndexOf(':');
    attributes.set(entry.slice(0, colon), MEANINGS[entry.slice(colon + 1)] ?? 'other');
  }
  const noun = type.slice(type.lastIndexOf(':') + 1);
  return {
    type,
    iamPrefix,
    arn: arn === '' ? undefined : arn.replace(/^~/, 'arn:{Partition}:').replaceAll('{', '${'),
    refMeaning: MEANINGS[ref] ?? 'other',
    attributes,
    nameProperty: nameProperty === '' ? undefined : nameProperty,
    arnAttribute: ['Arn', `${noun}Arn`, `${noun}ARN`].find((name) => attributes.has(name)),
  };
}
