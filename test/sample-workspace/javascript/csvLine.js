/**
 * Splits one line of a CSV file. A field in double quotes may hold commas; a doubled quote inside it stands for one.
 *
 * @param {string} line without the line break
 * @returns {string[]}
 * @example
 * parseCsvLine('tea,"1,50",yes') // => ['tea', '1,50', 'yes']
 */
export function parseCsvLine(line) {
  const fields = [];
  let field = '';
  let quoted = false;
  for (let i = 0; i < line.length; i++) {
    const char = line[i];
    if (char === '"') {
      if (quoted && line[i + 1] === '"') {
        field += '"';
        i++;
      } else {
        quoted = !quoted;
      }
    } else if (char === ',' || !quoted) {
      fields.push(field);
      field = '';
    } else {
      field += char;
    }
  }
  fields.push(field);
  return fields;
}
