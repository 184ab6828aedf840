import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mayHold } from '../../../src/deps/python/may-hold.ts';
import { scanDependencies } from '../../../src/scan-dependencies.ts';
import { createMemoryHost } from '../../memory-host.ts';

describe('an environment marker', () => {
  it.each([
    ["sys_platform == 'win32'", false],
    ['sys_platform == "linux"', true],
    ["platform_system != 'Linux' and python_version >= '3.8'", false],
    ["sys_platform == 'win32' or os_name == 'posix'", true],
    ["(sys_platform == 'darwin' or (os_name == 'nt')) and python_version > '3'", false],
    ["python_version < '3.11'", false],
    ["python_version<'3.12'", true],
    ["python_version <= '3.10'", false],
    ["python_version <= '3.11'", true],
    ["python_full_version < '3.11.0'", false],
    ["python_full_version < '3.11.4'", true],
    ["python_full_version < '3.10.3'", false],
    ["python_full_version <= '3.11.0a6'", true],
    ["python_full_version >= '3.12.0rc1'", false],
    ["python_full_version == '3.10.1'", false],
    ["'test' in dependency_groups", true],
    ["python_version > '3.9' and python_version < '4'", true],
    ["python_version == '3.8.*'", false],
    ["python_version != '3.8.*'", true],
    ["python_version in '3.7 3.8'", true],
    ["python_version not in '3.7 3.8'", true],
    ["extra == 'yaml'", true],
    ["platform_machine == 'arm64' and sys_platform == 'win32'", false],
    ["platform_machine == 'arm64' or sys_platform == 'win32'", true],
    ["'linux' == sys_platform", true],
    ["sys_platform == 'win32' nonsense", true],
    ["(sys_platform == 'win32'", true],
    ["sys_platform == 'win32' and", true],
    ['', true],
  ])('%s', (marker, expected) => {
    expect(mayHold(marker, 'python3.11')).toBe(expected);
  });

  it('says nothing of Python where the runtime is not known', () => {
    expect(mayHold("python_version < '3'", null)).toBe(true);
    expect(mayHold("python_version < '3'", 'nodejs22.x')).toBe(true);
    expect(mayHold("sys_platform == 'win32'", null)).toBe(false);
  });

  it('may be anything', () => {
    const part = fc.constantFrom('(', ')', 'and', 'or', 'not in', "'x'", 'os_name', '==', '"', '\\', ' ', 'in');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 60 }), (parts) => {
        expect(typeof mayHold(parts.join(' '), 'python3.13')).toBe('boolean');
      }),
    );
    expect(mayHold('('.repeat(1900), 'python3.13')).toBe(true);
  });

  it('counts for one place alone: elsewhere the same version may be asked for under another', async () => {
    const toEntry = (marker: string): string =>
      `[[packages]]\nname = "tomli"\nversion = "2.0.1"\nmarker = "${marker}"\nindex = "https://pypi.org/simple"\n`;
    const { dependencies } = await scanDependencies(
      createMemoryHost({
        'template.yaml':
          'Transform: AWS::Serverless-2016-10-31\nResources:\n  Fn:\n    Type: AWS::Serverless::Function\n    Properties: { Runtime: python3.13, Handler: app.handler, CodeUri: src }\n',
        'src/pylock.toml': `lock-version = "1.0"\n${toEntry("sys_platform == 'win32'")}${toEntry("sys_platform == 'linux'")}`,
      }),
      {},
    );
    expect(dependencies?.packages.map(({ functions }) => functions)).toEqual([['Fn']]);
  });

  it('stands in uv.lock where a package is asked for, and on one of several versions', async () => {
    const toPackage = (name: string, version: string, more = ''): string =>
      `[[package]]\nname = "${name}"\nversion = "${version}"\nsource = { registry = "https://pypi.org/simple" }\n${more}\n`;
    const needs = [
      `{ name = "tomli", marker = "python_full_version < '3.11'" }`,
      `{ name = "colorama", marker = "sys_platform == 'win32'" }`,
      `{ name = "both", marker = "sys_platform == 'win32'" }`,
      '{ name = "types" }',
    ];
    const host = createMemoryHost({
      'template.yaml':
        'Transform: AWS::Serverless-2016-10-31\nResources:\n  Fn:\n    Type: AWS::Serverless::Function\n    Properties: { Runtime: python3.13, Handler: app.handler, CodeUri: src }\n',
      'src/uv.lock': [
        'version = 1\n[[package]]\nname = "app"\nversion = "1"\nsource = { virtual = "." }',
        `dependencies = [${needs.join(', ')}]`,
        toPackage('tomli', '2.0.1'),
        toPackage('colorama', '0.4.6'),
        toPackage('both', '1.0', 'dependencies = []'),
        toPackage('types', '1.0', 'resolution-markers = ["python_full_version < \'3.10\'"]'),
        toPackage(
          'types',
          '2.0',
          'resolution-markers = ["python_full_version >= \'3.10\'"]\ndependencies = [{ name = "both" }]',
        ),
      ].join('\n'),
    });
    const { dependencies } = await scanDependencies(host, {});
    const shipped = dependencies?.packages.filter(({ functions }) => functions.length > 0) ?? [];
    expect(shipped.map(({ ref }) => `${ref.name} ${ref.version}`)).toEqual(['both 1.0', 'types 2.0']);
  });

  it('keeps a package away from the functions that it is not for', async () => {
    const toFunction = (id: string, runtime: string): string =>
      `  ${id}:\n    Type: AWS::Serverless::Function\n    Properties: { Runtime: ${runtime}, Handler: app.handler, CodeUri: src }\n`;
    const { dependencies } = await scanDependencies(
      createMemoryHost({
        'template.yaml': `Transform: AWS::Serverless-2016-10-31\nResources:\n${toFunction('Old', 'python3.10')}${toFunction('New', 'python3.13')}`,
        'src/requirements.txt': `tomli==2.0.1 ; python_version < "3.11"\ncolorama==0.4.6 ; sys_platform == "win32"\nsix==1.17.0\n`,
      }),
      {},
    );
    const shipped = dependencies?.packages.map(({ ref, functions }) => [ref.name, functions]);
    expect(shipped).toEqual([
      ['tomli', ['Old']],
      ['colorama', []],
      ['six', ['Old', 'New']],
    ]);
  });
});
