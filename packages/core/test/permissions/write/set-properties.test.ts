import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../src/permissions/write/apply-edits.ts';
import { openTemplate } from '../../../src/permissions/write/open-template.ts';
import { replaceScalar, setProperties, setSections } from '../../../src/permissions/write/set-properties.ts';

/** The text after setting `Days` to 7 in the resource `A`; `null` where that is not possible. */
function set(
  text: string,
  value: unknown = 7,
  path: readonly [string, ...string[]] = ['Properties', 'Days'],
): string | null {
  const open = openTemplate('t.yaml', text);
  if (open === null) throw new Error('no document');
  const edits = setProperties(open, text.search(/"?A"?:/), [{ path, value }]);
  return edits === null ? null : applyEdits(text, edits);
}

describe('setProperties', () => {
  it.each([
    [
      'behind the others, before a comment of the next',
      'Resources:\n  A:\n    Type: X # what it is\n    Properties:\n      Name: a # its name\n  # The other.\n  B:\n    Type: Y\n',
      'Resources:\n  A:\n    Type: X # what it is\n    Properties:\n      Name: a # its name\n      Days: 7\n  # The other.\n  B:\n    Type: Y\n',
    ],
    [
      'behind comments of the last',
      'Resources:\n  A:\n    Type: X\n    Properties:\n      Name:\n        a: 1\n        # last\n# bye\n',
      'Resources:\n  A:\n    Type: X\n    Properties:\n      Name:\n        a: 1\n        # last\n      Days: 7\n# bye\n',
    ],
    [
      'where there are none',
      'Resources:\n  A:\n    Type: X\n',
      'Resources:\n  A:\n    Type: X\n    Properties:\n      Days: 7\n',
    ],
    [
      'without a last line break',
      'Resources:\n  A:\n    Type: X',
      'Resources:\n  A:\n    Type: X\n    Properties:\n      Days: 7',
    ],
    [
      'where they are empty',
      'Resources:\n  A:\n    Type: X\n    Properties:\n',
      'Resources:\n  A:\n    Type: X\n    Properties:\n      Days: 7\n',
    ],
    [
      'in braces',
      'Resources: { A: { Type: X, Properties: { Name: a } } }\n',
      'Resources: { A: { Type: X, Properties: { Name: a, Days: 7 } } }\n',
    ],
    [
      'in one line of JSON',
      '{\n  "Resources": {\n    "A": {"Type": "X"}\n  }\n}\n',
      '{\n  "Resources": {\n    "A": {"Type": "X", "Properties": { "Days": 7 }}\n  }\n}\n',
    ],
    [
      'in JSON with tabs',
      '{\n\t"Resources": {\n\t\t"A": {\n\t\t\t"Type": "X",\n\t\t\t"Properties": {}\n\t\t}\n\t}\n}\n',
      '{\n\t"Resources": {\n\t\t"A": {\n\t\t\t"Type": "X",\n\t\t\t"Properties": {\n\t\t\t\t"Days": 7\n\t\t\t}\n\t\t}\n\t}\n}\n',
    ],
    [
      'in empty braces',
      'Resources:\n  A: { Type: X, Properties: {} }\n',
      'Resources:\n  A: { Type: X, Properties: {Days: 7} }\n',
    ],
    [
      'in place of what counts as absent',
      'Resources:\n  A:\n    Type: X\n    Properties:\n      Days: !Ref AWS::NoValue # why\n',
      'Resources:\n  A:\n    Type: X\n    Properties:\n      Days: 7 # why\n',
    ],
    [
      'in place of what counts as absent, in JSON',
      '{ "Resources": { "A": { "Type": "X", "Properties": { "Days": { "Ref": "AWS::NoValue" } } } } }\n',
      '{ "Resources": { "A": { "Type": "X", "Properties": { "Days": 7 } } } }\n',
    ],
    [
      'in place of another',
      'Resources:\n  A:\n    Type: X\n    Properties:\n      Days: 1 # why\n',
      'Resources:\n  A:\n    Type: X\n    Properties:\n      Days: 7 # why\n',
    ],
    [
      'with CRLF',
      'Resources:\r\n  A:\r\n    Type: X\r\n',
      'Resources:\r\n  A:\r\n    Type: X\r\n    Properties:\r\n      Days: 7\r\n',
    ],
    [
      'in JSON',
      '{\n  "Resources": {\n    "A": {\n      "Type": "X"\n    }\n  }\n}\n',
      '{\n  "Resources": {\n    "A": {\n      "Type": "X",\n      "Properties": {\n        "Days": 7\n      }\n    }\n  }\n}\n',
    ],
  ])('writes %s', (_, before, after) => {
    expect(set(before)).toBe(after);
    expect(set(after)).toBe(after);
  });

  it('merges what is an object into what is there', () => {
    const text = 'Resources:\n  A:\n    Type: X\n    Properties:\n      S:\n        Rate: 1 # slow\n        Name: n\n';
    expect(set(text, { Rate: 2, Burst: 3 }, ['Properties', 'S'])).toBe(
      'Resources:\n  A:\n    Type: X\n    Properties:\n      S:\n        Rate: 2 # slow\n        Name: n\n        Burst: 3\n',
    );
  });

  it.each([
    ['what an intrinsic decides', 'Resources:\n  A:\n    Type: X\n    Properties:\n      Days: !Ref P\n'],
    ['a list', 'Resources:\n  A:\n    Type: X\n    Properties:\n      Days: [1]\n'],
    ['properties that are an intrinsic', 'Resources:\n  A:\n    Type: X\n    Properties: !Include x\n'],
    [
      'what another place shows too',
      'Resources:\n  A:\n    Type: X\n    Properties: &p\n      Name: a\n  B:\n    Type: X\n    Properties: *p\n',
    ],
    ['what is merged in', 'M: &m\n  Name: a\nResources:\n  A:\n    Type: X\n    Properties:\n      <<: *m\n'],
    ['what is no resource', 'Resources:\n  A:\n    Kind: X\n'],
  ])('leaves %s alone', (_, text) => {
    expect(set(text)).toBeNull();
  });
});

describe('setSections', () => {
  it('puts a section before the resources, or into the one that is there', () => {
    const settings = [{ path: ['Globals', 'HttpApi', 'Limit'] as const, value: 1 }];
    const apply = (text: string): string => {
      const open = openTemplate('t.yaml', text);
      return applyEdits(text, (open && setSections(open, settings)) ?? []);
    };
    const made = apply('Transform: T\n\n# All of them.\nResources:\n  A:\n    Type: X\n');
    expect(made).toBe(
      'Transform: T\n\nGlobals:\n  HttpApi:\n    Limit: 1\n# All of them.\nResources:\n  A:\n    Type: X\n',
    );
    expect(apply(made)).toBe(made);
    expect(apply('Globals:\n  Function:\n    Timeout: 3\nResources: {}\n')).toBe(
      'Globals:\n  Function:\n    Timeout: 3\n  HttpApi:\n    Limit: 1\nResources: {}\n',
    );
  });
});

describe('replaceScalar', () => {
  const replace = (text: string, at: string): string | null => {
    const open = openTemplate('t.yaml', text);
    const edits = open && replaceScalar(open, text.indexOf(at), 'new');
    return edits === null ? null : applyEdits(text, edits);
  };

  it('replaces a value that is found by itself or by its key, and keeps what is behind it', () => {
    const text = "Resources:\n  A:\n    Type: X\n    Properties:\n      List:\n        - Key: 'old' # why\n";
    const after = text.replace("'old'", 'new');
    expect(replace(text, "'old'")).toBe(after);
    expect(replace(text, 'Key')).toBe(after);
  });

  it.each([
    ['Parameters:\n  P:\n    Default: old\nResources: {}\n', 'old'],
    ['Resources:\n  A:\n    Key: !Sub old\n', 'Key'],
    ['Resources:\n  A:\n    Key: |\n      old\n', 'Key'],
    ['Resources:\n  A: &a\n    Key: old\n  B: *a\n', 'old'],
    ['Resources:\n  A:\n    Key:\n      Inner: old\n', 'Key'],
  ])('leaves others alone: %j', (text, at) => {
    expect(replace(text, at)).toBeNull();
  });
});
