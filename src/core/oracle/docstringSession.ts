import { maskStrings } from './exampleText';

/** What a `>>>` session shows: statements with what was printed below them. */
export interface SessionStep {
  readonly source: string;
  /** Lines below the statement, up to a blank line or the next prompt; empty when nothing was printed. */
  readonly want: string;
  /** Words of a `# doctest: +SKIP` comment. */
  readonly options: ReadonlySet<string>;
}

const prompt = /^([ \t]*)>>>(?: (.*)|)$/;

/**
 * Reads the prompts of a documentation text (doctest's grammar: `>>> `, `... `, expected text to the next blank line or prompt).
 * A fence that closes a Markdown block ends the expected text too.
 */
export function readSession(text: string): readonly SessionStep[] {
  const lines = text.split('\n');
  const steps: SessionStep[] = [];
  for (let i = 0; i < lines.length;) {
    const match = prompt.exec(lines[i] ?? '');
    i++;
    if (!match) continue;
    const indent = match[1]?.length ?? 0;
    const source = [match[2] ?? ''];
    for (; i < lines.length; i++) {
      const more = /^[ \t]*\.\.\.(?: (.*)|)$/.exec(lines[i] ?? '');
      if (!more || !continues(source, more[1])) break;
      source.push(more[1] ?? '');
    }
    // Written without `...`: an open bracket goes on below.
    for (; i < lines.length && isOpen(source.join('\n')); i++) {
      const line = lines[i] ?? '';
      if (line.trim() === '' || prompt.test(line)) break;
      source.push(line.slice(Math.min(indent, line.length - line.trimStart().length)));
    }
    const want: string[] = [];
    for (; i < lines.length; i++) {
      const line = lines[i] ?? '';
      if (line.trim() === '' || prompt.test(line) || /^\s*(```|~~~)/.test(line)) break;
      want.push(line.slice(Math.min(indent, line.length - line.trimStart().length)).trimEnd());
    }
    const code = source.join('\n').trimEnd();
    const options = /#\s*doctest:\s*(.*)$/m.exec(code)?.[1] ?? '';
    steps.push({
      source: code.replace(/\s*#\s*doctest:.*$/m, ''),
      want: want.join('\n'),
      options: new Set(options.match(/\+\w+/g) ?? []),
    });
  }
  return steps.filter((step) => step.source.trim() !== '');
}

function isOpen(source: string): boolean {
  const code = maskStrings(source).replace(/#.*$/gm, '');
  return (code.match(/[([{]/g)?.length ?? 0) > (code.match(/[)\]}]/g)?.length ?? 0);
}

/** A lone `...` below a finished one-line statement is expected text (`...` stands for anything), not a continuation. */
function continues(source: readonly string[], more: string | undefined): boolean {
  return more !== undefined || source.length > 1 || /[:\\([{,]\s*$/.test(source[0] ?? '');
}

/** Exception named by the last line of a traceback; undefined when the text is none. */
export function readTraceback(want: string): { readonly type: string; readonly message?: string } | undefined {
  if (!/^\s*Traceback \((most recent call last|innermost last)\):/.test(want)) return undefined;
  const last = want.split('\n').findLast((line) => /^[\p{L}_][\p{L}\p{N}_.]*(:|$)/u.test(line));
  const match = /^([\p{L}\p{N}_.]+)(?::\s*(.*))?$/u.exec(last ?? '');
  const type = match?.[1]?.split('.').pop();
  if (type === undefined || type === 'Traceback') return undefined;
  const message = match?.[2];
  return { type, ...(message !== undefined && message !== '' && !message.includes('...') && { message }) };
}
