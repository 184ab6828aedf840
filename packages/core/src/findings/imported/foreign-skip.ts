import type { Finding } from '../finding.ts';
import type { ForeignTool } from './rule-maps.ts';

/** One check that somebody has silenced for another tool. */
export interface ForeignSkip {
  readonly tool: ForeignTool;
  /** As it is written; `null` where everything is silenced, whatever it is. */
  readonly id: string | null;
  readonly reason?: string;
  /** `YYYY-MM-DD`. */
  readonly until?: string;
  readonly file: string;
  readonly line: number;
  readonly covers: (finding: Finding) => boolean;
}
