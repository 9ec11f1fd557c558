/**
 * The places of a longest subsequence whose values rise; negative values do not count. So the fewest others have
 * to be moved. n log n.
 */
export function longestRising(values: readonly number[]): number[] {
  /** `tails[k]` is the place where the best subsequence of k + 1 values ends. */
  const tails: number[] = []
  const previous = new Map<number, number>()
  values.forEach((value, place) => {
    if (value < 0) return
    const length = firstNotBelow(tails, values, value)
    const before = tails[length - 1]
    if (before !== undefined) previous.set(place, before)
    tails[length] = place
  })
  const places: number[] = []
  for (let place = tails.at(-1); place !== undefined; place = previous.get(place)) places.push(place)
  return places.reverse()
}

function firstNotBelow(tails: readonly number[], values: readonly number[], value: number): number {
  let low = 0
  let high = tails.length
  while (low < high) {
    const middle = (low + high) >> 1
    const end = values[tails[middle] ?? 0] ?? 0
    if (end < value) low = middle + 1
    else high = middle
  }
  return low
}
