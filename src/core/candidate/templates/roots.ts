/** Names that an expression's text begins with or reads by themselves: `a` and `b` of `a.c + b['d']`. */
export const rootsOf = (text: string): readonly string[] =>
  text.replace(/(['"`])(?:\\.|(?!\1).)*\1/g, '').match(/(?<![\w$.])[\p{L}_$][\p{L}\p{N}_$]*/gu) ?? [];
