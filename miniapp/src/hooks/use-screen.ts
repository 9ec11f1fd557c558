import { useDidShow } from '@tarojs/taro'
import { useCallback, useEffect, useRef, useState } from 'react'
import { type CallOptions, call } from '../api/client'
import type { Answer, Route } from '../api/contract'
import { ApiError, errorOf } from '../api/errors'
import { copyKey, dropCopy, readCopy, writeCopy } from '../store/copies'
import { session } from '../store/session'

export interface Screen<T> {
  data: T | undefined
  loading: boolean
  error: ApiError | undefined
  /** When `data` was read, if it is an older copy shown without a network (epoch milliseconds). */
  copiedAt: number | undefined
  reload(): Promise<void>
  /** Shows at once what a write has changed, without asking the server again. */
  change(update: (data: T) => T): void
}

interface State<T> {
  key: string
  data: T | undefined
  loading: boolean
  error: ApiError | undefined
  copiedAt: number | undefined
}

interface Reading {
  /** False: no copy stays on the phone for reading offline, as of a whole village's people. */
  kept: boolean
}

/** What a page reads: first the last copy, then the server's answer. With null it waits and asks nothing. */
export function useScreen<R extends Route>(
  route: R,
  args: CallOptions<R> | null = {},
  { kept }: Reading = { kept: true },
): Screen<Answer<R>> {
  const reader = session.use()?.user.account ?? 'visitor'
  const key = args === null ? '' : copyKey(reader, route, args)
  const [state, setState] = useState<State<Answer<R>>>(() => initial(key))
  const latest = useRef({ key, args })
  latest.current = { key, args }

  const reload = useCallback(async () => {
    const asked = latest.current
    if (asked.args === null) return
    const answer = (next: Partial<State<Answer<R>>>) => {
      if (latest.current.key === asked.key)
        setState((old) => ({ ...old, ...next, key: asked.key, loading: false }))
    }
    setState((old) => (old.key === asked.key ? { ...old, loading: true } : initial(asked.key)))
    try {
      const data = await call(route, asked.args)
      // Every screen answers with an object; anything else is an error of the server.
      if (!isSomething(data)) throw errorOf(500, undefined)
      if (kept) writeCopy(asked.key, data)
      answer({ data, error: undefined, copiedAt: undefined })
    } catch (failure) {
      const error = failure instanceof ApiError ? failure : errorOf(500, undefined)
      // What the server no longer gives, the phone no longer keeps.
      if (error.status === 403 || error.status === 404) dropCopy(asked.key)
      const copy = error.offline ? readCopy<Answer<R>>(asked.key) : undefined
      answer(copy ? { data: copy.data, copiedAt: copy.savedAt, error } : { error, data: undefined })
    }
  }, [route, kept])

  useEffect(() => {
    if (key) void reload()
  }, [key, reload])

  const shown = useRef(false)
  useDidShow(() => {
    if (shown.current) void reload()
    shown.current = true
  })

  const change = useCallback((update: (data: Answer<R>) => Answer<R>) => {
    setState((old) => (!isSomething(old.data) ? old : { ...old, data: update(old.data) }))
  }, [])

  const current = state.key === key ? state : initial<Answer<R>>(key)
  return { ...current, reload, change }
}

const isSomething = <T>(data: T | null | undefined): data is T & object =>
  typeof data === 'object' && data !== null

function initial<T>(key: string): State<T> {
  const copy = key ? readCopy<T>(key) : undefined
  return {
    key,
    data: isSomething(copy?.data) ? copy.data : undefined,
    loading: true,
    error: undefined,
    copiedAt: undefined,
  }
}
