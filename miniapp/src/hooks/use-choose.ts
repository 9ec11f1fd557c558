import { useState } from 'react'
import { ApiError, errorOf } from '../api/errors'

/** Choosing a photo or a file: going back says nothing, and what kept one from choosing is in `error`. */
export function useChoose() {
  const [error, setError] = useState<ApiError>()
  /** A browser never answers where its dialog was closed, so nothing waits for it. */
  async function choose<T>(ask: () => Promise<T | null>, take: (chosen: T) => void): Promise<void> {
    setError(undefined)
    try {
      const chosen = await ask()
      if (chosen !== null) take(chosen)
    } catch (failure) {
      setError(failure instanceof ApiError ? failure : errorOf(500, undefined))
    }
  }
  return { choose, error }
}
