import { SallyportError } from '../../errors.ts';
import type { RequestContext } from '../conditions/holds.ts';
import { parseCaller, type Caller } from './caller.ts';

/** One call of an API, as IAM sees it. */
export interface AccessRequest {
  /** The ARN of a user, role, session or root; a service (`lambda.amazonaws.com`); an identity provider; or `anonymous`. */
  readonly principal: string;
  /** `s3:GetObject`, in any case. */
  readonly action: string;
  /** An ARN, or `*` for actions that have no resource. */
  readonly resource: string;
  /** Twelve digits, where the ARN does not tell: without both, the resource is in the account of the principal. */
  readonly resourceAccount?: string;
  /** Condition keys in any case. Nothing is added to them: a key that is not here is absent. */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

/** A request made ready for matching. */
export interface ReadRequest {
  readonly caller: Caller;
  readonly principal: string;
  /** In lower case. */
  readonly action: string;
  readonly resource: string;
  /** `undefined`: the caller's own. */
  readonly resourceAccount: string | undefined;
  readonly context: RequestContext;
  /** A permissions boundary limits the caller. */
  readonly isBounded?: boolean;
}

/** @throws SallyportError `ERR_BAD_REQUEST` */
export function readRequest(request: AccessRequest): ReadRequest {
  if (typeof request !== 'object' || request === null) {
    throw new SallyportError('ERR_BAD_REQUEST', 'there is no request');
  }
  const { principal, action, resource } = request;
  const caller = typeof principal === 'string' ? parseCaller(principal) : undefined;
  if (caller === undefined) {
    const help = 'an ARN of IAM or STS, a service such as `lambda.amazonaws.com`, or `anonymous`';
    throw new SallyportError('ERR_BAD_REQUEST', `\`${principal}\` is no principal`, { help });
  }
  if (typeof action !== 'string' || !/^[\w-]+:[\w-]+$/.test(action)) {
    throw new SallyportError('ERR_BAD_REQUEST', `\`${action}\` is no action`, { help: 'one such as `s3:GetObject`' });
  }
  if (typeof resource !== 'string' || resource === '') {
    throw new SallyportError('ERR_BAD_REQUEST', `\`${resource}\` is no resource`, { help: 'an ARN, or `*`' });
  }
  return {
    caller,
    principal,
    action: action.toLowerCase(),
    resource,
    resourceAccount: request.resourceAccount ?? findAccount(resource),
    context: readContext(request.context ?? {}),
  };
}

function findAccount(resource: string): string | undefined {
  const account = resource.startsWith('arn:') ? resource.split(':', 5)[4] : undefined;
  // `aws` owns the managed policies: they lie in every account.
  return account !== undefined && /^\d{12}$/.test(account) ? account : undefined;
}

export function readContext(context: NonNullable<AccessRequest['context']>): RequestContext {
  const result = new Map<string, readonly string[]>();
  for (const key of Object.keys(context)) {
    const value: unknown = context[key];
    if (value === undefined || value === null) continue;
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    result.set(key.toLowerCase(), values.map(String));
  }
  return result;
}
