/** One way to behave, with how much speaks for it. */
export interface Camp {
  readonly mass: number;
}

/** Share of the belief that one behaviour needs, or entropy (of the most there could be) below which the rest does not matter. */
const SURE = { share: 0.8, entropy: 0.35 };

/**
 * Whether the candidates that pass every trusted test agree well enough not to ask further: MAgICoRe's router with the
 * matrix in place of a reward model. One behaviour alone is agreement.
 */
export function isEasy(camps: readonly Camp[]): boolean {
  const total = camps.reduce((sum, camp) => sum + camp.mass, 0);
  if (camps.length === 0 || total <= 0) return false;
  if (camps.length === 1) return true;
  const shares = camps.map((camp) => camp.mass / total);
  const entropy = -shares.reduce((sum, p) => sum + (p > 0 ? p * Math.log(p) : 0), 0) / Math.log(shares.length);
  return Math.max(...shares) >= SURE.share || entropy <= SURE.entropy;
}
