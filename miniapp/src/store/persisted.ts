import Taro from '@tarojs/taro'
import { useSyncExternalStore } from 'react'

export interface Persisted<T> {
  get(): T
  set(next: T): void
  clear(): void
  subscribe(listener: () => void): () => void
  use(): T
}

/** A value kept on the phone; what is stored is checked before it is believed. */
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

// The demo's phone is a frame on a page of the same origin: it keeps its own person, size and copies.
const shelf = process.env.TARO_ENV === 'h5' && /^phone-[a-z-]+$/.test(window.name) ? `${window.name}.` : ''

/** h5: told of the value that another window of the browser has stored; undefined where it was removed. */
function inOtherWindows(key: string, onStored: (value: unknown) => void): void {
  if (process.env.TARO_ENV !== 'h5') return
  window.addEventListener('storage', (event) => {
    if (event.key === shelf + key) onStored(read(key))
  })
}

// Storage can be full or forbidden (private windows): the app then forgets, but goes on.
export function read(key: string): unknown {
  try {
    const value: unknown = Taro.getStorageSync(shelf + key)
    // Taro and wx both answer an empty string for what was never kept.
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
    // nothing was kept
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
