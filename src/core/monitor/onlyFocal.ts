import type { Monitor } from './monitor';

/** A patch changes the focal function and nothing else in the file, an added import excepted. */
export const onlyFocal: Monitor = {
  id: 'only the focal function',
  *check({ focal, after, candidate }) {
    const { text } = focal.file;
    const { start, end } = focal.range;
    if (
      candidate.startsWith(text.slice(0, start)) &&
      candidate.endsWith(text.slice(end)) &&
      candidate.length >= text.length - (end - start)
    )
      return;
    const head = text.slice(0, start).split('\n');
    const tail = text.slice(end);
    const from = after ? after.startIndex - (focal.nodeRange.start - start) : candidate.length;
    const lines = candidate.slice(0, Math.max(0, from)).split('\n');
    const rest = after ? candidate.slice(after.endIndex + (end - focal.nodeRange.end)) : '';
    const added: string[] = [];
    let at = 0;
    for (const line of lines) {
      if (line === head[at]) at++;
      else added.push(line);
    }
    const imports = added.every((line) =>
      /^\s*$|^\s*(import\b|from\s+\S+\s+import\b|(const|let|var)\s.*\brequire\()/.test(line),
    );
    if (after && at === head.length && imports && rest === tail) {
      yield {
        monitor: this.id,
        message: `An import is added: ${added
          .map((line) => line.trim())
          .filter(Boolean)
          .join('; ')}`,
        severity: 'note',
      };
      return;
    }
    yield { monitor: this.id, message: 'Code outside the function changes.', severity: 'reject' };
  },
};
