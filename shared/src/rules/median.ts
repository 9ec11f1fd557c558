/** The middle of what is told in order; of two in the middle, what lies between them, rounded up. Null: there is none. */
export function medianOf(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]]
  return low === undefined || high === undefined ? null : Math.ceil((low + high) / 2)
}
