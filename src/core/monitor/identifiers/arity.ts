import type { CallSignature } from '../../ports';
import type { CallSite } from './sites';

export type Fit = { readonly fits: true } | { readonly fits: false; readonly why: string };

/**
 * Whether a call fits a signature by the number and the names of its arguments; types are not looked at. Parameters
 * named `*` and `/` are Python's marks: what stands behind `*` is given by name only, what stands before `/` by place only.
 */
export function fitOf(call: Pick<CallSite, 'positional' | 'keywords' | 'spread'>, signature: CallSignature): Fit {
  const { parameters } = signature;
  const star = parameters.findIndex((p) => p.name === '*');
  const slash = parameters.findIndex((p) => p.name === '/');
  const real = parameters.map((p, index) => ({ ...p, index })).filter((p) => p.name !== '*' && p.name !== '/');
  const rest = real.find((p) => p.rest && !p.name.startsWith('**'));
  const keywordRest = real.some((p) => p.name.startsWith('**'));
  const lastByPlace = star === -1 ? (rest?.index ?? Infinity) : star;
  const byPlace = real.filter((p) => !p.rest && p.index < lastByPlace);
  const named = new Set(call.keywords.map((k) => k.name));
  if (!keywordRest) {
    const allowed = real.filter((p) => !p.rest && p.index > slash).map((p) => p.name);
    const foreign = call.keywords.find((k) => !allowed.includes(k.name));
    if (foreign) return { fits: false, why: `there is no parameter ${foreign.name}` };
  }
  if (!rest && call.positional > byPlace.length && !call.spread)
    return { fits: false, why: `it takes ${countOf(byPlace.length)}, ${call.positional} are given` };
  if (call.spread) return { fits: true };
  const missing = real.find((p) => {
    if (p.optional || p.rest || named.has(p.name)) return false;
    const at = byPlace.findIndex((one) => one.index === p.index);
    return at === -1 || at >= call.positional;
  });
  if (missing) return { fits: false, why: `the argument ${missing.name} is missing` };
  return { fits: true };
}

const countOf = (count: number): string => (count === 1 ? '1 argument' : `${count} arguments`);
