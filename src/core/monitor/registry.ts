import { argumentMutation } from './argumentMutation';
import { dangerousCalls } from './dangerousCalls';
import { debugOutput } from './debugOutput';
import type { Monitor } from './monitor';
import { onlyFocal } from './onlyFocal';
import { shortCircuit } from './shortCircuit';
import { signatureKept } from './signatureKept';
import { swallowedErrors } from './swallowedErrors';
import { testLiterals } from './testLiterals';
import { wellFormed } from './wellFormed';

/** Every monitor that needs neither execution nor a language server, listed once. */
export const monitors: readonly Monitor[] = [
  wellFormed,
  signatureKept,
  onlyFocal,
  testLiterals,
  dangerousCalls,
  debugOutput,
  argumentMutation,
  shortCircuit,
  swallowedErrors,
];
