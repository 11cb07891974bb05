import { type CommandOptions, command } from '../setup/step';
import type { Counts } from './counts';

export type Print = (text: string) => void;

/** One part of `npm test`. An error it throws is one failed check. */
export interface Part {
  readonly name: string;
  run(print: Print): Promise<Counts>;
}

/** A part that is one yes or no: commands that must all end with 0. What they print is shown only when one does not. */
export function check(
  name: string,
  commands: readonly (readonly [program: string, ...args: string[]])[],
  options: CommandOptions,
): Part {
  return {
    name,
    run: async (print) => {
      for (const [program, ...args] of commands) {
        const { code, output } = await command(program, args, options);
        if (code !== 0) {
          print(output);
          return { passed: 0, failed: 1, skipped: 0 };
        }
      }
      return { passed: 1, failed: 0, skipped: 0 };
    },
  };
}
