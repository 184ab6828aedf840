/** What a Dockerfile for Lambda tells of its function; the last stage counts. */
export interface Dockerfile {
  /** Sources of `COPY` and `ADD` from the build context, as written. */
  readonly copied: readonly string[];
  /** The handler: first word of `CMD`, or `null`. */
  readonly handler: string | null;
  /** The runtime that the base image of AWS stands for (`python3.12`, `nodejs20.x`), or `null`. */
  readonly runtime: string | null;
}

/** Parses the instructions that say where a Lambda function's code and handler are. */
export function parseDockerfile(text: string): Dockerfile {
  const lines = text.replaceAll(/\\[ \t]*\r?\n/g, ' ').split(/\r?\n/);
  const copied: string[] = [];
  let command: string[] = [];
  let entryPoint: string[] = [];
  let runtime: string | null = null;
  for (const line of lines) {
    const [, instruction, rest] = /^\s*([A-Za-z]+)\s+(.*)$/.exec(line) ?? [];
    if (instruction === undefined || rest === undefined) continue;
    switch (instruction.toUpperCase()) {
      case 'FROM':
        runtime = toRuntime(rest) ?? runtime;
        break;
      case 'COPY':
      case 'ADD':
        copied.push(...toSources(rest));
        break;
      case 'CMD':
        command = toWords(rest);
        break;
      case 'ENTRYPOINT':
        entryPoint = toWords(rest);
        break;
      default:
    }
  }
  return { copied, handler: command.at(-1) ?? entryPoint.at(-1) ?? null, runtime };
}

function toRuntime(image: string): string | null {
  const [, language, version] = /lambda[/-](python|nodejs):([0-9.]+)/.exec(image) ?? [];
  if (language === undefined || version === undefined) return null;
  return language === 'python' ? `python${version}` : `nodejs${version.replace(/\..*/, '')}.x`;
}

function toSources(rest: string): string[] {
  const words = toWords(rest);
  if (words.some((word) => word.startsWith('--from='))) return [];
  return words.filter((word) => !word.startsWith('--')).slice(0, -1);
}

/** `["a", "b"]` or words apart. */
function toWords(rest: string): string[] {
  const text = rest.trim();
  if (!text.startsWith('[')) return text.split(/\s+/).filter((word) => word !== '');
  return [...text.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((match) => match[1] ?? '');
}
