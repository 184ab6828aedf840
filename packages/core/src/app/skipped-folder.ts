/** Folders of dependencies, build output and caches. */
const SKIPPED: ReadonlySet<string> = new Set([
  'node_modules',
  'bower_components',
  'cdk.out',
  'venv',
  'env',
  'virtualenv',
  'site-packages',
  '__pycache__',
  'coverage',
]);

/** Whether a walk leaves a folder out, by its name: what lies there is not the author's, or hidden. */
export const isSkippedFolder = (name: string): boolean => name.startsWith('.') || SKIPPED.has(name);
