import { redact } from './redact';

/**
 * Text from the user's project inside a fence that nothing in it can close (CommonMark: a fence ends only with as many
 * backticks), without its secrets. What stands in a fence is data: `systemText` tells the model so, and whatever the model
 * answers is parsed as code, watched by the monitors and run in the sandbox, never obeyed.
 */
export function fenced(label: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${label}\n${redact(text).text.replace(/\s+$/, '')}\n${fence}`;
}

/** One line of data: without line breaks and backticks, cut to `limit` characters with both ends kept. */
export function inline(text: string, limit = 300): string {
  const line = redact(text).text.replace(/\s+/g, ' ').replaceAll('`', "'").trim();
  if (line.length <= limit) return `\`${line}\``;
  const half = Math.floor((limit - 5) / 2);
  return `\`${line.slice(0, half)} ... ${line.slice(-half)}\``;
}
