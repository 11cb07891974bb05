import type { Random } from '../../ports';

/** One thing that can be refined, or a fresh start. */
export interface Arm<T> {
  /** Undefined: start afresh. */
  readonly subject: T | undefined;
  /** Rounds of debugging that led here. */
  readonly depth: number;
  /** Share of tests passed, 0 to 1. */
  readonly rate: number;
  alpha: number;
  beta: number;
}

/** More rounds than these lose most of their power: start afresh instead (decay of self-debugging, DDI). */
export const ROUNDS = 2;

/** How much a pass rate weighs against chance. */
const SHARPNESS = 5;

/**
 * Which candidate to refine next, by Thompson sampling: Tang et al., "Code Repair with LLMs gives an Exploration-Exploitation
 * Tradeoff" (REx, 2024). Each candidate is an arm with a Beta belief from its pass rate; a fresh start is one more arm.
 */
export class Arms<T> {
  readonly #random: Random;
  readonly #arms: Arm<T>[];

  constructor(random: Random) {
    this.#random = random;
    this.#arms = [{ subject: undefined, depth: 0, rate: 0, alpha: 1, beta: 1 }];
  }

  add(subject: T, rate: number, depth: number): void {
    if (depth >= ROUNDS || rate <= 0) return;
    this.#arms.push({ subject, depth, rate, alpha: 1 + SHARPNESS * rate, beta: 1 + SHARPNESS * (1 - rate) });
  }

  choose(): Arm<T> {
    let best: Arm<T> | undefined;
    let most = -1;
    for (const arm of this.#arms) {
      const theta = sampleBeta(arm.alpha, arm.beta, this.#random);
      if (theta > most) {
        most = theta;
        best = arm;
      }
    }
    if (!best) throw new Error('there is always the fresh start');
    return best;
  }

  /** What refining the arm led to: the pass rate of the result. */
  learn(arm: Arm<T>, rate: number): void {
    arm.alpha += rate;
    arm.beta += 1 - rate;
  }
}

/** From two Gamma variates (Marsaglia and Tsang, 2000); both parameters at least 1. */
export function sampleBeta(alpha: number, beta: number, random: Random): number {
  const a = sampleGamma(alpha, random);
  const b = sampleGamma(beta, random);
  return a / (a + b);
}

function sampleGamma(shape: number, random: Random): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(random);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random.next()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}
