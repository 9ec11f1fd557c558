import Taro from '@tarojs/taro'
import { useSyncExternalStore } from 'react'

export interface Persisted<T> {
  get(): T
  set(next: T): void
  clear(): void
  subscribe(listener: () => void): () => void
  use(): T
}

/** A value stored on the phone. A stored value that is not valid is ignored. */
export function persisted<T>(key: string, initial: T, isValid: (value: unknown) => value is T): Persisted<T> {
  const listeners = new Set<() => void>()
  let value: T = initial
  let loaded = false

  const get = () => {
    if (!loaded) {
      loaded = true
      const stored: unknown = read(key)
      if (isValid(stored)) value = stored
    }
    return value
  }
  const change = (next: T) => {
    loaded = true
    value = next
    for (const listener of listeners) listener()
  }
  const subscribe = (listener: () => void) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }
  inOtherWindows(key, (stored) => change(isValid(stored) ? stored : initial))

  return {
    get,
    subscribe,
    set(next) {
      write(key, next)
      change(next)
    },
    clear() {
      remove(key)
      change(initial)
    },
    use: () => useSyncExternalStore(subscribe, get, get),
  }
}

// The demo shows phones in frames of one page; each frame stores its values under its own prefix.
const shelf = process.env.TARO_ENV === 'h5' && /^phone-[a-z-]+$/.test(window.name) ? `${window.name}.` : ''

/** h5: calls `onStored` when another window of the browser has stored a value; undefined when it was removed. */
function inOtherWindows(key: string, onStored: (value: unknown) => void): void {
  if (process.env.TARO_ENV !== 'h5') return
  window.addEventListener('storage', (event) => {
    if (event.key === shelf + key) onStored(read(key))
  })
}

// Storage can be full or forbidden (private windows); the app then works without it.
export function read(key: string): unknown {
  try {
    const value: unknown = Taro.getStorageSync(shelf + key)
    // Taro and wx answer an empty string for a key that is not stored.
    return value === '' ? undefined : value
  } catch {
    return undefined
  }
}

export function write(key: string, value: unknown): boolean {
  try {
    Taro.setStorageSync(shelf + key, value)
    return true
  } catch {
    return false
  }
}

export function remove(key: string): void {
  try {
    Taro.removeStorageSync(shelf + key)
  } catch {
    // nothing was stored
  }
}

export function storedKeys(prefix: string): string[] {
  try {
    const kept = Taro.getStorageInfoSync().keys.filter((key) => key.startsWith(shelf + prefix))
    return kept.map((key) => key.slice(shelf.length))
  } catch {
    return []
  }
}
