import { describe, expect, it } from 'vitest';
import { readApplication } from '../../src/iac/index.ts';
import { createMemoryHost } from '../memory-host.ts';

const TEMPLATE = `Transform: AWS::Serverless-2016-10-31
Parameters:
  Stage: { Type: String, Default: dev, AllowedValues: [dev, prod] }
  Size: { Type: Number, AllowedValues: [1, 2] }
  Zones: { Type: CommaDelimitedList, AllowedValues: [a, b] }
  Ports: { Type: List<Number> }
  Key: { Type: String, NoEcho: true, AllowedValues: [x] }
  Free: { Type: String }
Resources:
  Queue: { Type: AWS::SQS::Queue }
`;

const messages = (parameters: Record<string, string>, files: Record<string, string> = {}): readonly string[] =>
  readApplication(createMemoryHost({ 'template.yaml': TEMPLATE, ...files }), { parameters }).diagnostics.map(
    (d) => `${d.severity} ${d.file}:${d.line}: ${d.message}`,
  );

describe('a parameter that is given what it does not take is told', () => {
  it.each([
    [{ Stage: 'qa' }, 'warning template.yaml:3: parameter `Stage` is given `qa`, and takes one of `dev`, `prod`'],
    [{ Stage: '' }, 'warning template.yaml:3: parameter `Stage` is given ``, and takes one of `dev`, `prod`'],
    [{ Size: 'big' }, 'warning template.yaml:4: parameter `Size` is given `big`, and takes a number'],
    [{ Size: '3' }, 'warning template.yaml:4: parameter `Size` is given `3`, and takes one of `1`, `2`'],
    [{ Zones: 'a, c' }, 'warning template.yaml:5: parameter `Zones` is given `a, c`, and takes one of `a`, `b`'],
    [{ Ports: '80,x' }, 'warning template.yaml:6: parameter `Ports` is given `80,x`, and takes numbers'],
    [{ Key: 'secret' }, 'warning template.yaml:7: parameter `Key` is given a value, and takes one of `x`'],
  ])('%j', (parameters, expected) => {
    expect(messages(parameters as Record<string, string>)).toEqual([expected]);
  });

  it('by a samconfig too', () => {
    const samconfig = '[default.deploy.parameters]\nparameter_overrides = "Stage=qa"\n';
    expect(messages({}, { 'samconfig.toml': samconfig })).toHaveLength(1);
  });

  it('and not where it fits', () => {
    expect(messages({ Stage: 'prod', Size: '2', Zones: 'b, a', Ports: '80, 443', Key: 'x', Free: 'any' })).toEqual([]);
  });
});
