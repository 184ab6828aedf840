import type { Rule } from '@sallyport/core';
import type { Style } from '../terminal/style.ts';
import { wrap } from '../terminal/wrap.ts';

const width = 80;

/** A rule's page for the terminal: headings stand out, paragraphs are wrapped, code blocks are left as they are. */
export function printPage(rule: Rule, page: string, style: Style): string {
  const lines: string[] = [];
  let paragraph: string[] = [];
  let isCode = false;
  const flush = (): void => {
    if (paragraph.length > 0) lines.push(wrap(paragraph.join(' '), width));
    paragraph = [];
  };
  for (const line of page.trim().split('\n')) {
    const isFence = line.startsWith('```');
    const isProse = !isCode && /^[^\s#|>*-]/.test(line) && !/^\d+\. /.test(line);
    if (isProse && !isFence) {
      paragraph.push(line);
      continue;
    }
    flush();
    if (isFence) isCode = !isCode;
    else if (isCode) lines.push(line === '' ? '' : `    ${line}`);
    else lines.push(line.startsWith('#') ? style.bold(line.replace(/^#+\s*/, '')) : line);
  }
  flush();
  const level = rule.suggestion === true ? ['suggestion (`scan --suggestions`)'] : [];
  const facts = [style.severity(rule.severity, rule.severity), ...level, ...rule.references].join(' · ');
  const title = page.startsWith('# ') ? [] : [style.bold(`${rule.id} ${rule.slug}`), rule.title, ''];
  return `${[facts, '', ...title, ...lines].join('\n')}\n`;
}
