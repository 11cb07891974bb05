/** The first line of what a server shows for an expression, without the kind in front: `name: string`. */
export const oneLine = (hover: string): string =>
  (hover.split('\n')[0] ?? '')
    .trim()
    .replace(/^\(\w+( \w+)?\) /, '')
    .slice(0, 160);
