/**
 * The mean number of stars of a product, rounded to one decimal. A product without reviews has 0.
 *
 * @param {{ stars: number }[]} reviews
 * @returns {number}
 * @example
 * averageRating([{ stars: 5 }, { stars: 4 }]) // => 4.5
 * averageRating([]) // => 0
 */
export function averageRating(reviews) {
  let total = 0;
  for (const review of reviews) {
    total += review.stars;
  }
  return Math.round((total / reviews.length) * 10) / 10;
}
