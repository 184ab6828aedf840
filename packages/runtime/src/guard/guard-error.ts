/** What `guard` throws where its handler or an option is wrong; events have no part in it. */
export class GuardError extends TypeError {
  override readonly name = 'GuardError';
  readonly code = 'ERR_GUARD_OPTION';
  /** What is wrong: `handler`, the option, or the field of its policy, such as `policy.allowedExtensions`. */
  declare readonly path: string;

  constructor(path: string, message: string) {
    super(`guard: \`${path}\` ${message}`);
    this.path = path;
  }
}
