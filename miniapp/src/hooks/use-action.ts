import { useRef, useState } from 'react'
import { ApiError, errorOf } from '../api/errors'
import { newIdempotencyKey } from '../api/idempotency'

export interface Action<A extends unknown[]> {
  busy: boolean
  /** Of the last try; cleared by the next. */
  error: ApiError | undefined
  /** True when it succeeded. A second press while busy does nothing. */
  run(...args: A): Promise<boolean>
}

/**
 * A write behind a button. The key given to `write` stays the same until the write has had its answer,
 * so that pressing again after a lost connection does not do it twice.
 */
export function useAction<A extends unknown[]>(
  write: (key: string, ...args: A) => Promise<unknown>,
): Action<A> {
  const [state, setState] = useState<{ busy: boolean; error: ApiError | undefined }>({
    busy: false,
    error: undefined,
  })
  const running = useRef(false)
  const key = useRef('')

  async function run(...args: A): Promise<boolean> {
    if (running.current) return false
    running.current = true
    key.current ||= newIdempotencyKey()
    setState({ busy: true, error: undefined })
    let error: ApiError | undefined
    try {
      await write(key.current, ...args)
    } catch (failure) {
      error = failure instanceof ApiError ? failure : errorOf(500, undefined)
    }
    if (!error?.offline) key.current = ''
    running.current = false
    setState({ busy: false, error })
    return error === undefined
  }

  return { ...state, run }
}
