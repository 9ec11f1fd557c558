import { call } from '../api/client'
import { cadreAddress, goTo, goToCadre, openPage, replacePage } from '../hooks/navigation'
import { useAction } from '../hooks/use-action'
import { keyed } from './keyed'

export const openEdit = (id: string) => goToCadre('edit', { id })
export const openReview = (id: string) => goToCadre('review', { id })
export const openStart = (region: string) => goToCadre('start', { region })
export const openVerify = (region: string) => goToCadre('verify', { region })
export const openNotice = (id: string) => goTo('notice', { id })

/** Starts a draft for an item and opens it; with `replace` the current page is closed. */
export function useStartDraft({ replace = false } = {}) {
  return useAction(async (key, region: string, item: number) => {
    const body = { region, item }
    const work = await call('POST /api/notices', { body, idempotencyKey: keyed(key, body) })
    const url = cadreAddress('edit', { id: work.notice })
    await (replace ? replacePage(url) : openPage(url))
  })
}
