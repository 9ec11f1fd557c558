const minuteMs = 60_000

/** Lets so many lines of a kind through in a minute, so that a fault that repeats itself does not fill the disk with its log. */
export function createSparing(perMinute: number, now: () => number = () => performance.now()) {
  const kinds = new Map<string, { since: number; lines: number }>()
  /** Whether to log a line of the kind, and how many of it were left out before. */
  return (kind: string): { say: boolean; leftOut: number } => {
    const known = kinds.get(kind)
    if (known && now() - known.since < minuteMs) {
      known.lines += 1
      return { say: known.lines <= perMinute, leftOut: 0 }
    }
    kinds.set(kind, { since: now(), lines: 1 })
    return { say: true, leftOut: Math.max(0, (known?.lines ?? 0) - perMinute) }
  }
}
