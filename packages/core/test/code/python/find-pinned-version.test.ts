import { describe, expect, it } from 'vitest';
import { findPinnedVersion } from '../../../src/code/python/find-pinned-version.ts';
import { createMemoryHost } from '../../memory-host.ts';

const find = (files: Record<string, string>, name = 'pynamodb'): string | undefined =>
  findPinnedVersion(createMemoryHost({ 'a/src/app.py': '', ...files }), 'a/src/app.py', name);

describe('the version that a package is pinned to', () => {
  it.each([
    ['a/src/requirements.txt', 'boto3==1.2\npynamodb==5.2.1\n', '5.2.1'],
    [
      'a/src/requirements.txt',
      'PynamoDB[signals] == 5.2.1 ; python_version > "3.8" \\\n  --hash=sha256:00\r\n',
      '5.2.1',
    ],
    ['a/requirements/base.txt', 'pynamodb==5.2.1', '5.2.1'],
    ['requirements-dev.txt', 'pynamodb==6.0', '6.0'],
    ['Pipfile.lock', '{"default": {"pynamodb": {"hashes": ["sha256:00"], "version": "==5.2.1"}}}', '5.2.1'],
    ['poetry.lock', '[[package]]\nname = "pynamodb"\nversion = "5.5.1"\n', '5.5.1'],
    ['uv.lock', '[[package]]\r\nname = "pynamodb"\r\nversion = "6.0.0"\r\n', '6.0.0'],
  ])('is read from %s', (file, text, version) => {
    expect(find({ [file]: text })).toBe(version);
  });

  it.each([
    ['requirements.txt', 'pynamodb>=5\nother-pynamodb==1.0\npynamodb-attributes==0.4\n# pynamodb==4'],
    ['requirements.txt', ''],
    ['poetry.lock', '[[package]]\nname = "pynamodb-attributes"\nversion = "0.4"\n'],
    ['notes.txt', 'pynamodb==5.2.1'],
  ])('is not made up from %s', (file, text) => {
    expect(find({ [file]: text })).toBeUndefined();
  });

  it('is that of the nearest folder, whatever the name is spelled like', () => {
    expect(find({ 'requirements.txt': 'My.Pkg==1', 'a/requirements.txt': 'my_pkg==2' }, 'my-pkg')).toBe('2');
  });
});
