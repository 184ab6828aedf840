export const WRONG_VALUE = 'has a value that it cannot have';

/** What `guard` throws where its handler or an option is wrong; events have no part in it. */
export class GuardError extends TypeError {
  override readonly name = 'GuardError';
  readonly code = 'ERR_GUARD_OPTION';
  /** What is wrong: `handler`, the option, or the field of its policy, such as `policy.allowedExtensions`. */
  declare readonly path: string;

  constructor(path: string, message: string = WRONG_VALUE) {
    super(`guard: \`${path}\` ${message}`);
    this.path = path;
  }
}
