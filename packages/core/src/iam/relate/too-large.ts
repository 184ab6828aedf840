/** Thrown by a compiler, and answered as `unknown`. */
export class TooLarge extends Error {
  readonly why: 'too many variables' | 'too long' | 'too many steps' | 'reserved letters';

  constructor(why: TooLarge['why']) {
    super(why);
    this.why = why;
  }
}
