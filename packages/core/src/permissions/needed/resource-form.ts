import { findResourceType, toCloudFormationType } from '../../aws/resource-types.ts';
import type { RefMeaning } from '../../aws/resource-types.ts';

export { toCloudFormationType };

/** What a value says of the thing it names: its ARN, a URL with it, or its bare name (or id). */
export type Form = 'arn' | 'url' | 'name';

/** The registry has an ARN attribute that linters and older regions do not know yet. */
const NEW_ARNS: ReadonlySet<string> = new Set(['AWS::SSM::Parameter']);

/** How CloudFormation names a resource of one type. */
export interface ResourceForm {
  /** What `Ref` gives. */
  readonly ref: Form;
  /** The attribute with the ARN; `null` when `Ref` gives the ARN or no attribute does. */
  readonly arn: string | null;
  /** The property that sets the physical name. */
  readonly name: string | undefined;
}

/** `undefined` for types that the registry does not hold, such as custom resources. */
export function findResourceForm(type: string): ResourceForm | undefined {
  const known = findResourceType(type);
  if (known === undefined) return undefined;
  const ref = toForm(known.refMeaning);
  const hasArn = ref !== 'arn' && !NEW_ARNS.has(type);
  return {
    ref,
    arn: hasArn ? (known.arnAttribute ?? null) : null,
    // The name of a thing that goes by an id (a user pool) says nothing of its ARN.
    name: known.refMeaning === 'id' ? undefined : known.nameProperty,
  };
}

/** What an attribute of a resource gives; by its name where the registry does not tell. */
export function findAttributeForm(type: string, attribute: string): Form {
  const meaning = findResourceType(type)?.attributes.get(attribute);
  if (meaning !== undefined && meaning !== 'other') return toForm(meaning);
  if (/arn$/i.test(attribute)) return 'arn';
  return /url$/i.test(attribute) ? 'url' : 'name';
}

const toForm = (meaning: RefMeaning): Form => (meaning === 'arn' || meaning === 'url' ? meaning : 'name');
