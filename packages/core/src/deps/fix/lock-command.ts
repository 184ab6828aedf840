/**
 * The command that puts a version into a lock file, by the lock file's format. What nothing asks for directly is moved within the
 * ranges that its parents allow.
 */
export function toLockCommand(kind: string, name: string, version: string, isDirect: boolean): string | undefined {
  switch (kind) {
    case 'package-lock':
    case 'npm-shrinkwrap':
      return isDirect ? 'npm install' : `npm update ${name}`;
    case 'pnpm-lock':
      return isDirect ? 'pnpm install' : `pnpm update ${name}`;
    case 'yarn':
      return isDirect ? 'yarn install' : `yarn up -R ${name}`;
    case 'bun-lock':
      return isDirect ? 'bun install' : `bun update ${name}`;
    case 'uv-lock':
      return `uv lock --upgrade-package ${name}==${version}`;
    case 'poetry-lock':
      return `poetry update ${name}`;
    case 'pdm-lock':
      return `pdm update ${name}`;
    case 'pipfile-lock':
      return `pipenv upgrade ${name}==${version}`;
    case 'pylock':
      return 'pip lock -r requirements.txt';
    default:
      return undefined;
  }
}
