/** One way to behave, with how much speaks for it. */
export interface Camp {
  readonly mass: number;
}

/** What one candidate did on the probes; undefined where it was cut off or not asked. */
export interface Answers {
  readonly mass: number;
  readonly outcomes: readonly (string | undefined)[];
}

/** Fewer probes that both answered show no likeness. */
const ENOUGH = 8;

/**
 * Camps of candidates that did the same wherever both answered. Silence is no agreement: who shares too few answers with
 * a camp stands alone. A camp weighs what its likeliest member does.
 */
export function campsOf(candidates: readonly Answers[]): readonly Camp[] {
  const camps: { mass: number; readonly first: Answers }[] = [];
  for (const candidate of candidates) {
    const camp = camps.find(({ first }) => alike(first.outcomes, candidate.outcomes));
    if (camp) camp.mass = Math.max(camp.mass, candidate.mass);
    else camps.push({ mass: candidate.mass, first: candidate });
  }
  return camps;
}

function alike(a: Answers['outcomes'], b: Answers['outcomes']): boolean {
  const both = a.flatMap((outcome, i) => (outcome === undefined || b[i] === undefined ? [] : [outcome === b[i]]));
  return both.length >= Math.min(ENOUGH, a.length) && both.every(Boolean);
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
