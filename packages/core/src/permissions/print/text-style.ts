/** How an author writes: what is added reads like what stands there. */
export interface TextStyle {
  readonly newline: string;
  /** Spaces of one level; none for JSON on one line. */
  readonly step: number;
  /** What a step is of, where that is no space: JSON may be indented with tabs. */
  readonly unit?: '\t';
  /** Spaces between the column of a key and the dash of the list below it. */
  readonly dash: number;
  readonly quote: "'" | '"';
  /** `!GetAtt` rather than `Fn::GetAtt`. */
  readonly shortTags: boolean;
  /** Quotes around the text of `!Sub`. */
  readonly quotedSub: boolean;
  /** Quotes around every other text, where the list that it goes into has them. */
  readonly quotedText?: boolean;
  readonly json: boolean;
}

export const YAML_STYLE: TextStyle = {
  newline: '\n',
  step: 2,
  dash: 2,
  quote: "'",
  shortTags: true,
  quotedSub: false,
  json: false,
};
