import { useMemo, useState } from 'react'
import { ApiError, errorOf } from '../api/errors'

export interface Pages<T> {
  items: T[]
  more: boolean
  busy: boolean
  error: ApiError | undefined
  load(): Promise<void>
  /** Changes the items of the later pages; the first page belongs to `useScreen`. */
  change(update: (items: T[]) => T[]): void
}

interface Part<T> {
  items: T[]
  next?: string
}

const none: never[] = []

/** The later pages of a list whose first page is `first`. When its end or `of` (whose list it is) changes, they are dropped. */
export function useMore<T>(first: Part<T>, read: (cursor: string) => Promise<Part<T>>, of = ''): Pages<T> {
  const from = `${of} ${first.next ?? ''}`
  const [later, setLater] = useState<{ from: string; items: T[]; next: string | undefined }>({
    from: '',
    items: [],
    next: undefined,
  })
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<ApiError>()
  const current = later.from === from ? later : { from, items: none, next: first.next }

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

  const items = useMemo(() => [...first.items, ...current.items], [first.items, current.items])

  return {
    items,
    more: current.next !== undefined,
    busy,
    error,
    load,
    change,
  }
}
