import type { GrantTemplate } from '@hutang/shared/contract'
import { type ReactNode, useState } from 'react'
import { call } from '../../api/client'
import type { Answer } from '../../api/contract'
import { needsEmulator } from '../../api/demo'
import type { ApiError } from '../../api/errors'
import { askWechat, openWechatSettings } from '../../api/wechat'
import type { Closed, GrantResult } from '../../api/wechat-sheet'
import { toast } from '../../components/toast/toast'
import { WechatSheet } from '../../components/wechat-sheet/wechat-sheet'
import { useAction } from '../../hooks/use-action'

export type Grants = Answer<'POST /api/me/grants'>['grants']

export interface WechatAsk {
  /** Opens WeChat's sheet; must be called from a tap. */
  ask: () => void
  busy: boolean
  error: ApiError | undefined
  /** Why WeChat no longer asks, in words; null while it does. */
  closed: string | null
  openSettings: () => void
  opening: boolean
  /** The demo's sheet while it is open; to be drawn by whoever asks. */
  sheet: ReactNode
}

/** Asks for WeChat messages of these templates; `words` are those of the button that asks. */
export function useWechatAsk(
  templates: readonly GrantTemplate[],
  words: string,
  onGrants: (grants: Grants) => void,
): WechatAsk {
  const [asking, setAsking] = useState(false)
  const [closed, setClosed] = useState<Closed | null>(null)
  const ids = templates.map(({ templateId }) => templateId)
  const report = async (results: GrantResult[], why: Closed | null) => {
    const answer = await call('POST /api/me/grants', { body: { results } })
    onGrants(answer.grants)
    setClosed(why)
    const accepted = results.some(({ result }) => result === 'accept')
    if (why === null) toast(accepted ? '好了，会在微信里告诉您' : '没有允许，消息仍在“消息”里')
  }
  const onPhone = useAction(async () => {
    const { results, closed: why } = await askWechat(ids)
    await report(results, why)
  })
  const inBrowser = useAction(async (_key, result: 'accept' | 'reject') => {
    const { results } = await call('POST /demo/wechat/grants', { body: { templateIds: ids, result } })
    await report(
      results.map(({ templateId }) => ({ templateId, result })),
      null,
    )
  })
  const settings = useAction(async () => {
    const still = await openWechatSettings(ids)
    setClosed(still)
    if (still === null) toast(`打开了，请再点“${words}”`)
  })
  const answerSheet = (result: 'accept' | 'reject') => {
    setAsking(false)
    void inBrowser.run(result)
  }
  return {
    ask: () => (needsEmulator ? setAsking(true) : void onPhone.run()),
    busy: onPhone.busy || inBrowser.busy,
    error: onPhone.error ?? inBrowser.error,
    closed: closed && whyClosed[closed],
    openSettings: () => void settings.run(),
    opening: settings.busy,
    sheet: asking ? <WechatSheet templates={templates} onAnswer={answerSheet} /> : null,
  }
}

const whyClosed: Record<Closed, string> = {
  kept: '您在微信里选过“总是拒绝”，微信就不再问了。想收提醒，请到微信设置里改成允许。',
  mainSwitch: '您在微信里关了这个小程序的提醒。想收提醒，请到微信设置里打开“接收通知”。',
}

export const freeOf = (grants: Grants, templateId: string): number =>
  grants.find((grant) => grant.templateId === templateId)?.free ?? 0
