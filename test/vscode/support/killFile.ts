/** The file beside a suite's result that says: the tests are about to kill their own extension host. */
export const killFile = (result: string): string => `${result}.host-killed`;
