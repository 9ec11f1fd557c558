import type { EditionWork, TellingDraft } from '@hutang/shared/contract'
import { useCallback, useEffect, useRef, useState } from 'react'
import { call } from '../../api/client'
import { ApiError, errorOf } from '../../api/errors'
import { newIdempotencyKey } from '../../api/idempotency'
import type { Draft } from '../draft/draft'

const pause = 600

export interface TellingState {
  /** As it will be, with what is not saved yet. */
  telling: EditionWork['telling']
  error: ApiError | undefined
  edit(part: TellingDraft): void
  /** Saves now; true when the server has what is on the screen. */
  flush(): Promise<boolean>
}

/** 怎样告诉, saved by the draft's queue; what is chosen nowhere is as the server has it by default. */
export function useTelling(work: EditionWork, draft: Draft): TellingState {
  const [mine, setMine] = useState<TellingDraft>({})
  const [error, setError] = useState<ApiError>()
  const now = useRef(mine)
  const timer = useRef<ReturnType<typeof setTimeout>>()

  const flush = useCallback(async (): Promise<boolean> => {
    clearTimeout(timer.current)
    const sent = now.current
    if (Object.keys(sent).length === 0) return true
    try {
      await draft.saveThen(() =>
        call('PUT /api/notices/:id', {
          params: { id: draft.get().work.notice },
          body: { revision: draft.revision, content: {}, telling: sent },
          idempotencyKey: newIdempotencyKey(),
        }),
      )
      if (now.current === sent) {
        now.current = {}
        setMine(now.current)
      }
      setError(undefined)
      return Object.keys(now.current).length === 0
    } catch (failure) {
      setError(failure instanceof ApiError ? failure : errorOf(500, undefined))
      return false
    }
  }, [draft])

  const edit = (part: TellingDraft) => {
    now.current = { ...now.current, ...part }
    setMine(now.current)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => void flush(), pause)
  }
  useEffect(() => () => void flush(), [flush])
  return { telling: { ...work.telling, ...mine }, error, edit, flush }
}
