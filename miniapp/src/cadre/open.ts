import type { EndingAbility } from '@hutang/shared/contract'
import Taro from '@tarojs/taro'
import { call } from '../api/client'
import { queryString } from '../format/url'
import { goTo } from '../hooks/navigation'
import { useAction } from '../hooks/use-action'
import { keyed } from './keyed'

const address = (page: string, query: Record<string, string | number>) =>
  `/cadre/${page}/index${queryString(query)}`

export const editAddress = (id: string) => address('edit', { id })
export const openEdit = (id: string) => void Taro.navigateTo({ url: editAddress(id) })
export const openReview = (id: string) => void Taro.navigateTo({ url: address('review', { id }) })
export const openStart = (region: string) => void Taro.navigateTo({ url: address('start', { region }) })
export const openVerify = (region: string) => void Taro.navigateTo({ url: address('verify', { region }) })
export const openManage = (id: string) => void Taro.navigateTo({ url: address('notice', { id }) })
export const openEnding = (verb: EndingAbility['verb'], id: string) =>
  void Taro.navigateTo({
    url: verb === 'takedown' ? address('takedown', { id }) : address('ending', { verb, id }),
  })
export const toldAddress = (id: string) => address('told', { id })
export const openTold = (id: string) => void Taro.navigateTo({ url: toldAddress(id) })
export const openCounty = (id: string) => void Taro.navigateTo({ url: address('county', { id }) })
export const openNotice = (id: string) => goTo('notice', { id })

/** Starts a draft for an item and opens it; with `replace` the current page is closed. */
export function useStartDraft({ replace = false } = {}) {
  return useAction(async (key, region: string, item: number) => {
    const body = { region, item }
    const work = await call('POST /api/notices', { body, idempotencyKey: keyed(key, body) })
    const url = address('edit', { id: work.notice })
    await (replace ? Taro.redirectTo({ url }) : Taro.navigateTo({ url }))
  })
}
