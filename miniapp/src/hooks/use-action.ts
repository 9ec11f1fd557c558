import { useRef, useState } from 'react'
import { ApiError, errorOf } from '../api/errors'
import { newIdempotencyKey } from '../api/idempotency'

export interface Action<A extends unknown[]> {
  busy: boolean
  /** Why the last try failed; cleared by the next try. */
  error: ApiError | undefined
  /** Resolves to true when the write succeeded. While it is busy, another call does nothing and resolves to false. */
  run(...args: A): Promise<boolean>
}

/**
 * A write behind a button. `write` gets the same idempotency key until the server has answered,
 * so pressing again after a lost connection does not do it twice.
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
