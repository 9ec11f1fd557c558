import { useSyncExternalStore } from 'react'

export interface Memory<T> {
  get(): T
  set(next: T): void
  use(): T
}

/** A value shared by pages and not stored: it is gone when the app closes. */
export function memory<T>(initial: T): Memory<T> {
  const listeners = new Set<() => void>()
  let value = initial
  const get = () => value
  const subscribe = (listener: () => void) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }
  return {
    get,
    set(next) {
      value = next
      for (const listener of listeners) listener()
    },
    use: () => useSyncExternalStore(subscribe, get, get),
  }
}
