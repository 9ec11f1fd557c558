/** Says that something has happened to whoever listens in this process. */
export interface Signal {
  send(): void
  listen(listener: () => void): void
}

export function createSignal(): Signal {
  const listeners = new Set<() => void>()
  return {
    send() {
      for (const listener of listeners) listener()
    },
    listen(listener) {
      listeners.add(listener)
    },
  }
}
