type Outputs = readonly (string | undefined)[];

/** Groups of candidates with equal outputs, in order of their first member; a row that `joins` refuses is a group of its own. */
export function outputGroups(
  outputs: readonly Outputs[],
  joins: (row: Outputs) => boolean = () => true,
): readonly { readonly members: readonly number[] }[] {
  const byKey = new Map<string, number[]>();
  outputs.forEach((row, i) => {
    const key = joins(row) ? JSON.stringify(row.map((o) => o ?? null)) : `alone ${i}`;
    const members = byKey.get(key);
    if (members) members.push(i);
    else byKey.set(key, [i]);
  });
  return [...byKey.values()].map((members) => ({ members }));
}
