const DAY = 24 * 60 * 60 * 1000;

/**
 * How many days from Monday to Friday lie between two dates, the first and the last included. Dates are `YYYY-MM-DD`.
 *
 * @example
 * workingDays('2024-05-06', '2024-05-10') // => 5
 * workingDays('2024-05-11', '2024-05-12') // => 0
 */
export function workingDays(first: string, last: string): number {
  const end = Date.parse(last);
  let count = 1;
  for (let day = Date.parse(first); day <= end; day += DAY) {
    const weekday = new Date(day).getUTCDay();
    if (weekday !== 0 && weekday !== 6) {
      count++;
    }
  }
  return count;
}
