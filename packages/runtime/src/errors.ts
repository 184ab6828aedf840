/** Why an event is refused: the closed set of codes of an `EventError`. */
export type EventErrorCode =
  /** No source is known whose events look like this one. */
  | 'ERR_EVENT_UNKNOWN_SOURCE'
  /** A field is missing, or is not of the type that its source sends. */
  | 'ERR_EVENT_SHAPE'
  /** A key is `__proto__` or `constructor`, in the event or in JSON that it carries. */
  | 'ERR_EVENT_FORBIDDEN_KEY'
  /** The event, or JSON that it carries, nests deeper than `maxDepth`. */
  | 'ERR_EVENT_TOO_DEEP'
  /** A body or another field is larger than `maxBodyBytes` or than its source can send. */
  | 'ERR_EVENT_TOO_LARGE'
  /** There are more records than `maxRecords`. */
  | 'ERR_EVENT_TOO_MANY_RECORDS'
  /** Compressed data would grow beyond its limit. */
  | 'ERR_EVENT_BOMB'
  /** A number is not finite. */
  | 'ERR_EVENT_NUMBER'
  /** A text holds control characters, such as line breaks in a header or NUL in a path. */
  | 'ERR_EVENT_CONTROL_CHARACTER'
  /** Base64, percent-encoding, UTF-8, gzip or JSON that does not decode. */
  | 'ERR_EVENT_ENCODING'
  /** A path or an object key leaves its folder, once decoded: `..`, an absolute path, a backslash in a URL. */
  | 'ERR_EVENT_TRAVERSAL'
  /** An ARN is malformed, or is not one of the service that the event claims to come from. */
  | 'ERR_EVENT_ARN'
  /** A URL does not lead to the AWS service that it should lead to. */
  | 'ERR_EVENT_URL'
  /** A method is none of HTTP, or a header overrides it. */
  | 'ERR_EVENT_METHOD'
  /** The host is malformed or named more than once. */
  | 'ERR_EVENT_HOST'
  /** A header has a name that is none, or stands there twice. */
  | 'ERR_EVENT_HEADER'
  /** Two parts of the event that say the same thing disagree. */
  | 'ERR_EVENT_INCONSISTENT'
  /** A field that the source does not know, where the policy says `unknownFields: "reject"`. */
  | 'ERR_EVENT_UNKNOWN_FIELD'
  /** The policy does not allow this account, bucket, queue, topic, extension, method, path, host or query value. */
  | 'ERR_EVENT_NOT_ALLOWED'
  /** The MD5 of a message is not the one that the event states. */
  | 'ERR_EVENT_DIGEST'
  /** The body does not satisfy its schema. */
  | 'ERR_EVENT_BODY'
  /** The body is of another media type than the function reads. */
  | 'ERR_EVENT_MEDIA_TYPE'
  /** The policy itself is wrong: a field that does not exist, or a value that it cannot have. */
  | 'ERR_EVENT_POLICY'
  /** Reading the event threw: it is not made of plain data. */
  | 'ERR_EVENT_UNREADABLE';

/**
 * The only thing that parsing an event throws. It says which field and why, and never what the field held: names that the
 * sender chose (headers, query parameters, keys of free maps) are written `*`.
 */
export class EventError extends Error {
  override readonly name = 'EventError';
  declare readonly code: EventErrorCode;
  /** Where, such as `Records[0].s3.object.key`; empty for the event as a whole. */
  declare readonly path: string;

  constructor(code: EventErrorCode, path: string, message?: string) {
    // With the code, as there are places that keep the message alone, such as a state machine.
    super(message ?? `${path || 'event'}: ${code}`);
    this.code = code;
    this.path = path;
  }
}

/** What `guard` and `fields` throw where a handler, an option or a rule is wrong; events have no part in it. */
export class GuardError extends TypeError {
  override readonly name = 'GuardError';
  readonly code = 'ERR_GUARD_OPTION';
  /** What is wrong: `handler`, the option, or a field of it, such as `policy.allowedExtensions`. */
  declare readonly path: string;

  constructor(path: string, why: string) {
    super(`\`${path}\` ${why}`);
    this.path = path;
  }
}
