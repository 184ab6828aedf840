import type { Application } from '../app/application.ts';
import type { Dependencies } from '../deps/dependencies.ts';
import type {
  Confidence,
  Finding,
  Fix,
  FoundAdvisory,
  FoundPackage,
  Severity,
  TraceStep,
} from '../findings/finding.ts';
import type { Location } from '../app/location.ts';
import type { FunctionPermissions } from '../permissions/function-permissions.ts';

/** What a rule may look at. */
export interface RuleContext {
  readonly application: Application;
  /** In the order of `application.functions`. */
  readonly permissions: readonly FunctionPermissions[];
  /** `null` where packages were not to be read. */
  readonly dependencies: Dependencies | null;
  /** `YYYY-MM-DD`: the day on which dates are judged. Without it rules take the day of their data. */
  readonly today?: string;
  /** Accounts whose layers may be used, as 12 digits. */
  readonly trustedAccounts?: readonly string[];
}

/** What a rule reports; the pipeline adds the rule's own data and the fingerprint. */
export interface Report {
  readonly at: Location;
  readonly message: string;
  readonly why: string;
  readonly confidence?: Confidence;
  /** Overrides the rule's severity for this report. */
  readonly severity?: Severity;
  readonly function?: string;
  readonly resource?: string;
  readonly trace?: readonly TraceStep[];
  readonly fix?: Fix;
  readonly package?: FoundPackage;
  readonly advisory?: FoundAdvisory;
  /** What makes this report itself when lines move: usually ids and actions, never a line number. */
  readonly identity: readonly string[];
}

/** A rule is data plus one pure function. */
export interface Rule {
  readonly id: string;
  readonly slug: string;
  readonly severity: Severity;
  readonly title: string;
  readonly references: readonly string[];
  /** True when the rule says nothing without readable code. */
  readonly needsCode: boolean;
  /** True for advice on what could be better, as opposed to what is wrong: it runs only where somebody asks for it. */
  readonly suggestion?: true;
  /** True when it tells that something is nowhere in a template: it is silent where a macro or an include may bring that. */
  readonly needsWholeTemplate?: true;
  readonly check: (context: RuleContext) => Iterable<Report>;
  /**
   * Puts findings of the rule into one where a person deals with them at once. It comes after each was held against what is accepted,
   * so that one of them can be accepted and the others stay.
   */
  readonly gather?: (findings: readonly Finding[], context: RuleContext) => readonly Finding[];
}

export const defineRule = (rule: Rule): Rule => rule;
