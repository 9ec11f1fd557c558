const most = 2000

/** Columns of a register hold few different words: each is read once. */
export function memo<T>(read: (written: string) => T): (written: string) => T {
  let known = new Map<string, T>()
  return (written) => {
    const found = known.get(written)
    if (found !== undefined || known.has(written)) return found as T
    if (known.size >= most) known = new Map()
    const value = read(written)
    known.set(written, value)
    return value
  }
}
