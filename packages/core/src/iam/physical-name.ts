import { findResourceType, type ResourceType } from '../aws/resource-types.ts';

/** How the ARN of a resource of one CloudFormation type is spelled, and what `Ref` and its attributes give. */
export interface PhysicalName {
  /** The ARN with `${Name}` for what names the resource; `${Account}`, `${Region}`, `${Partition}` are the stack's own. */
  readonly arn: string;
  /** The property that sets the name; `null` where the name is always an id that AWS makes. */
  readonly property: string | null;
  readonly ref: 'name' | 'arn' | 'other';
  /** Attributes that give the ARN. */
  readonly arnAttributes: readonly string[];
  /** Attributes that give the name. */
  readonly nameAttributes: readonly string[];
  /** What `Arn` says behind the resource's own ARN: `:*` for a log group. */
  readonly arnTail?: string;
  /** True when the ARN says the `Path` property before the name. */
  readonly hasPath?: true;
}

/** What the registry does not tell, or tells otherwise than the "Return values" of the type's page. */
const CORRECTIONS: Readonly<Record<string, Partial<PhysicalName>>> = {
  'AWS::AppSync::GraphQLApi': { nameAttributes: ['ApiId'] },
  'AWS::CodeBuild::Project': { property: 'Name', nameAttributes: [] },
  // A replica's table is a table like others.
  'AWS::DynamoDB::GlobalTable': { arn: 'arn:${Partition}:dynamodb:${Region}:${Account}:table/${Name}' },
  'AWS::IAM::ManagedPolicy': { hasPath: true },
  'AWS::IAM::Role': { hasPath: true },
  'AWS::KMS::Key': { nameAttributes: ['KeyId'] },
  'AWS::Logs::LogGroup': { arnTail: ':*' },
  'AWS::RDS::DBCluster': { property: 'DBClusterIdentifier' },
  'AWS::RDS::DBInstance': { property: 'DBInstanceIdentifier' },
  // Secrets Manager ends the ARN with a hyphen and six characters of its own.
  'AWS::SecretsManager::Secret': {
    arn: 'arn:${Partition}:secretsmanager:${Region}:${Account}:secret:${Name}-??????',
    arnAttributes: ['Id'],
  },
  // Linters and older regions do not know the attribute yet.
  'AWS::SSM::Parameter': { arnAttributes: [] },
};

/** A rule on a bus of its own has another ARN, and its `Ref` holds the bus. */
const UNKNOWN: ReadonlySet<string> = new Set(['AWS::Events::Rule']);

const parsed = new Map<string, PhysicalName | undefined>();

export function findPhysicalName(type: string): PhysicalName | undefined {
  if (!parsed.has(type)) parsed.set(type, toPhysicalName(type));
  return parsed.get(type);
}

function toPhysicalName(type: string): PhysicalName | undefined {
  const known = UNKNOWN.has(type) ? undefined : findResourceType(type);
  const arn = known?.arn === undefined ? undefined : toNamedArn(known.arn);
  if (known === undefined || arn === undefined) return undefined;
  const meaning = known.refMeaning;
  const base: PhysicalName = {
    arn,
    // The name of a thing that goes by an id (a user pool) says nothing of its ARN.
    property: meaning === 'id' ? null : (known.nameProperty ?? null),
    ref: meaning === 'arn' ? 'arn' : meaning === 'name' || meaning === 'id' ? 'name' : 'other',
    arnAttributes: known.arnAttribute === undefined ? [] : [known.arnAttribute],
    nameAttributes: findNameAttributes(known),
  };
  return { ...base, ...CORRECTIONS[toCorrected(type)] };
}

const toCorrected = (type: string): string =>
  type === 'AWS::Serverless::GraphQLApi' ? 'AWS::AppSync::GraphQLApi' : type;

/** The template with its one placeholder called `Name`; nothing for ARNs that several parts name. */
function toNamedArn(arn: string): string | undefined {
  const names = [...arn.matchAll(/\$\{(\w+)\}/g)].filter(
    ([, name]) => name !== 'Partition' && name !== 'Region' && name !== 'Account',
  );
  const [only] = names;
  return names.length === 1 && only !== undefined ? arn.replace(only[0], '${Name}') : undefined;
}

/** `TopicName` of a topic, `UserPoolId` of a user pool: the attribute that is called like the name or the id itself. */
function findNameAttributes({ type, nameProperty, refMeaning, attributes }: ResourceType): readonly string[] {
  const noun = type.slice(type.lastIndexOf(':') + 1);
  const own = refMeaning === 'id' ? ['Id', `${noun}Id`] : ['Name', `${noun}Name`, nameProperty];
  const wanted = refMeaning === 'id' ? 'id' : 'name';
  return [...attributes].filter(([name, meaning]) => meaning === wanted && own.includes(name)).map(([name]) => name);
}
