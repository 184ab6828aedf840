interface Step {
  readonly name: string;
  readonly version: string;
  /** Whether a manifest was edited, so that the lock file is out of step with it. */
  readonly isEdited: boolean;
}

/**
 * The command that puts a version into a lock file, by the lock file's format. What no manifest was edited for is moved within the
 * ranges that ask for it.
 */
export function toLockCommand(kind: string, { name, version, isEdited }: Step): string | undefined {
  switch (kind) {
    case 'package-lock':
    case 'npm-shrinkwrap':
      return isEdited ? 'npm install' : `npm update ${name}`;
    case 'pnpm-lock':
      return isEdited ? 'pnpm install' : `pnpm update ${name}`;
    case 'yarn-classic':
      return isEdited ? 'yarn install' : `yarn upgrade ${name}`;
    case 'yarn':
      return isEdited ? 'yarn install' : `yarn up -R ${name}`;
    case 'bun-lock':
      return isEdited ? 'bun install' : `bun update ${name}`;
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
