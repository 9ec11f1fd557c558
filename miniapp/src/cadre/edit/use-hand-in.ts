import { officeWords, unwritten } from '@hutang/shared/rules'
import { call } from '../../api/client'
import { keyed } from '../../api/idempotency'
import { toast } from '../../components'
import { goBack } from '../../hooks/navigation'
import { useAction } from '../../hooks/use-action'
import type { Draft } from '../draft/draft'
import type { ChangeDraft } from './use-change'
import type { TellingState } from './use-telling'

interface HandInParts {
  draft: Draft
  change: ChangeDraft
  telling: TellingState
  /** Where it failed because of numbers that nobody has confirmed. */
  onDoubt: () => void
}

/** 送审, after everything that is written is saved; and 删除. */
export function useHandIn({ draft, change, telling, onDoubt }: HandInParts) {
  const { work } = draft.get()
  const submit = useAction((key, confirmed: boolean) =>
    draft.saveThen(() => {
      const body = { revision: draft.revision, ...(confirmed ? { confirmed } : {}) }
      const id = draft.get().work.notice
      return call('POST /api/notices/:id/submit', { params: { id }, body, idempotencyKey: keyed(key, body) })
    }),
  )
  const discard = useAction(async () => {
    const id = draft.get().work.notice
    if (id !== unwritten) await call('DELETE /api/notices/:id', { params: { id } })
  })
  const handIn = async (confirmed: boolean) => {
    if (!(await draft.flush()) || !(await change.flush()) || !(await telling.flush())) return
    if (!(await submit.run(confirmed))) return onDoubt()
    toast(officeWords(work.region.level).handedIn)
    goBack()
  }
  const dropIt = async () => {
    if (!(await discard.run())) return
    draft.drop()
    toast(work.editionNo > 1 ? '这次更正已删除，公开的内容没有变' : '草稿已删除')
    goBack()
  }
  return { submit, discard, handIn, dropIt }
}
