const mostMs = 20_000

/** Whether there is still time; while the whole run was stopped (SIGSTOP, a laptop asleep) none goes by. */
export function patience(ms: number): () => boolean {
  let left = ms
  let last = performance.now()
  return () => {
    const now = performance.now()
    left -= Math.min(now - last, mostMs)
    last = now
    return left > 0
  }
}
