import type { EndingAbility } from '@hutang/shared/contract'
import Taro from '@tarojs/taro'
import { call } from '../api/client'
import { cadreAddress, goToCadre, openPage } from '../hooks/navigation'
import { useAction } from '../hooks/use-action'
import { keyed } from './keyed'

export const openEdit = (id: string) => goToCadre('edit', { id })
export const openReview = (id: string) => goToCadre('review', { id })
export const openStart = (region: string) => goToCadre('start', { region })
export const openVerify = (region: string) => goToCadre('verify', { region })
export const openManage = (id: string) => goToCadre('notice', { id })
export const openEnding = (verb: EndingAbility['verb'], id: string) =>
  verb === 'takedown' ? goToCadre('takedown', { id }) : goToCadre('ending', { verb, id })
export const openTold = (id: string) => goToCadre('told', { id })
export const openCounty = (id: string) => goToCadre('county', { id })

/** Starts a draft for an item and opens it; with `replace` the current page is closed. */
export function useStartDraft({ replace = false } = {}) {
  return useAction(async (key, region: string, item: number) => {
    const body = { region, item }
    const work = await call('POST /api/notices', { body, idempotencyKey: keyed(key, body) })
    const url = cadreAddress('edit', { id: work.notice })
    await (replace ? Taro.redirectTo({ url }) : openPage(url))
  })
}
