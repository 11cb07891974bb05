import type { CallSignature } from '../../ports';

/** A parameter as a signature's label shows it: `xs: list[int]`, `key=None`, `*args`, `**rest`, `/`, `b?: number`, `...rest: T[]`. */
export function parameterIn(text: string): CallSignature['parameters'][number] {
  const source = text.trim();
  if (source === '*' || source === '/') return { name: source, optional: true, rest: false };
  const name = /^(\*\*)?[*.]*([\w$]+)/.exec(source);
  const rest = /^(\*|\.\.\.)/.test(source);
  return {
    name: `${name?.[1] ?? ''}${name?.[2] ?? source}`,
    optional: rest || /^[\w$]+\?/.test(source) || /(?<![=!<>])=(?![=>])/.test(source),
    rest,
  };
}
