import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const file = (result: string) => `${result}.before-reload`;

/** A window that reloads begins its tests anew: how many passed before is added to the suite's result at the end. */
export function rememberPassed(count: number): void {
  const result = process.env['EIDER_RESULT'];
  if (result !== undefined) writeFileSync(file(result), String(count));
}

export function passedBeforeReload(): number {
  const result = process.env['EIDER_RESULT'];
  return result !== undefined && existsSync(file(result)) ? Number(readFileSync(file(result), 'utf8')) : 0;
}
