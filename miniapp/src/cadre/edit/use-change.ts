import type { Change, EditionWork } from '@hutang/shared/contract'
import { useCallback, useEffect, useRef, useState } from 'react'
import { call } from '../../api/client'
import { ApiError, errorOf } from '../../api/errors'
import { newIdempotencyKey } from '../../api/idempotency'
import type { Draft } from '../draft/draft'

const typingPause = 1200

export interface ChangeDraft {
  /** Null where the draft is no correction. */
  change: Change | null
  error: ApiError | undefined
  edit(part: Partial<Change>): void
  /** Saves now; true when the server has what is on the screen. */
  flush(): Promise<boolean>
}

/** What a correction says of itself (更正说明), saved by the draft's queue after a pause in typing. */
export function useChange(work: EditionWork, draft: Draft): ChangeDraft {
  const [change, setChange] = useState(work.change)
  const [error, setError] = useState<ApiError>()
  const now = useRef(change)
  const saved = useRef(change)
  const timer = useRef<ReturnType<typeof setTimeout>>()

  const flush = useCallback(async (): Promise<boolean> => {
    clearTimeout(timer.current)
    const sent = now.current
    if (!sent || sent === saved.current) return true
    try {
      await draft.saveThen(() =>
        call('PUT /api/notices/:id', {
          params: { id: work.notice },
          body: { revision: draft.revision, content: {}, change: sent },
          idempotencyKey: newIdempotencyKey(),
        }),
      )
      saved.current = sent
      setError(undefined)
      return now.current === sent
    } catch (failure) {
      setError(failure instanceof ApiError ? failure : errorOf(500, undefined))
      return false
    }
  }, [draft, work.notice])

  const edit = (part: Partial<Change>) => {
    if (!now.current) return
    now.current = { ...now.current, ...part }
    setChange(now.current)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => void flush(), typingPause)
  }
  useEffect(() => () => void flush(), [flush])
  return { change, error, edit, flush }
}
