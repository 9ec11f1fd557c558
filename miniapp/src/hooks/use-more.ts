import { useState } from 'react'
import { ApiError, errorOf } from '../api/errors'

export interface Pages<T> {
  items: T[]
  more: boolean
  busy: boolean
  error: ApiError | undefined
  load(): Promise<void>
  /** Puts what a write has changed on the later pages; the first is its screen's. */
  change(update: (items: T[]) => T[]): void
}

interface Part<T> {
  items: T[]
  next?: string
}

/** Further pages after the first, which a screen has read; they end when the first page has changed. */
export function useMore<T>(first: Part<T>, read: (cursor: string) => Promise<Part<T>>): Pages<T> {
  const from = first.next ?? ''
  const [later, setLater] = useState<{ from: string; items: T[]; next: string | undefined }>({
    from: '',
    items: [],
    next: undefined,
  })
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<ApiError>()
  const current = later.from === from ? later : { from, items: [], next: first.next }

  async function load() {
    if (busy || current.next === undefined) return
    setBusy(true)
    setError(undefined)
    try {
      const part = await read(current.next)
      setLater({ from, items: [...current.items, ...part.items], next: part.next })
    } catch (failure) {
      setError(failure instanceof ApiError ? failure : errorOf(500, undefined))
    }
    setBusy(false)
  }

  const change = (update: (items: T[]) => T[]) => setLater((old) => ({ ...old, items: update(old.items) }))

  return {
    items: [...first.items, ...current.items],
    more: current.next !== undefined,
    busy,
    error,
    load,
    change,
  }
}
