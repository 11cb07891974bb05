/** A text without what looks like a secret, and how many were taken out. */
export interface Redacted {
  readonly text: string;
  readonly count: number;
}

const mark = '[redacted]';

/** Each pattern's named group `secret` is replaced; without the group, all of it is. */
const patterns: readonly RegExp[] = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  /\bsk-[A-Za-z0-9_*-]{12,}/g,
  /\b(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,}|glpat-[A-Za-z0-9_-]{16,})/g,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
  /\bAIza[A-Za-z0-9_-]{30,}/g,
  /\bxox[abeprs]-[A-Za-z0-9-]{10,}/g,
  /\bnpm_[A-Za-z0-9]{30,}/g,
  /\beyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]{5,}/g,
  /\bBearer\s+(?<secret>[A-Za-z0-9._~+/=-]{16,})/g,
  /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@'"]+:(?<secret>[^\s@'"/]{3,})@/gi,
  /(?:password|passwd|pwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key)["']?\s*(?::|=(?!=)|=>)\s*(?<quote>["'])(?<secret>[^"'\s]{6,})\k<quote>/gi,
];

/** Takes out keys, tokens, passwords in addresses and assignments. What leaves the machine goes through here. */
export function redact(text: string): Redacted {
  let count = 0;
  let result = text;
  for (const pattern of patterns) {
    result = result.replace(pattern, (...args: unknown[]) => {
      const whole = args[0] as string;
      const groups = args.at(-1);
      const secret = typeof groups === 'object' && groups !== null ? (groups as { secret?: string }).secret : undefined;
      if (secret === mark) return whole;
      count++;
      if (secret === undefined) return mark;
      const at = whole.lastIndexOf(secret);
      return whole.slice(0, at) + mark + whole.slice(at + secret.length);
    });
  }
  return { text: result, count };
}
