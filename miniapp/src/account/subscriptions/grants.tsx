import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../api/client'
import { needsEmulator } from '../../api/demo'
import { askWechat, openWechatSettings } from '../../api/wechat'
import type { Closed, GrantResult } from '../../api/wechat-sheet'
import { Button, Card, Elements, Problem, toast, WechatSheet } from '../../components'
import { useAction } from '../../hooks/use-action'
import type { ChangeData, SubscriptionsData } from './data'
import './grants.scss'

interface GrantsProps {
  data: SubscriptionsData
  onChange: ChangeData
}

type Templates = SubscriptionsData['templates']

/** One-time and long-term templates (长期) are never in one sheet: WeChat refuses it. */
export function Grants({ data, onChange }: GrantsProps) {
  const { templates, grants } = data
  if (templates.length === 0) {
    return (
      <Card title="在微信里告诉我">
        <Text>微信还没接上：提醒先留在“消息”里，接上以后新的会在微信里告诉您。</Text>
      </Card>
    )
  }
  const once = templates.filter(({ long }) => !long)
  const long = templates.filter((template) => template.long)
  return (
    <Card title="在微信里告诉我">
      {once.length > 0 ? (
        <Text>微信的规矩：您每点一次“允许”，就能收到一条。可以多点几次，留着用。</Text>
      ) : null}
      <Elements
        items={templates.map((template) => ({ name: template.title, text: standing(template, grants) }))}
      />
      {once.length > 0 ? <Ask templates={once} words="允许再发一条" onChange={onChange} /> : null}
      {long.some((template) => freeOf(grants, template.templateId) === 0) ? (
        <Ask
          templates={long}
          words="开通长期提醒"
          kind={once.length > 0 ? 'secondary' : 'primary'}
          onChange={onChange}
        />
      ) : null}
    </Card>
  )
}

interface AskProps {
  templates: Templates
  words: string
  kind?: 'primary' | 'secondary'
  onChange: ChangeData
}

/** One button that opens WeChat's sheet; where WeChat no longer asks, the way to its settings. */
function Ask({ templates, words, kind = 'primary', onChange }: AskProps) {
  const [asking, setAsking] = useState(false)
  const [closed, setClosed] = useState<Closed | null>(null)
  const ids = templates.map(({ templateId }) => templateId)
  const report = async (results: GrantResult[], why: Closed | null) => {
    const answer = await call('POST /api/me/grants', { body: { results } })
    onChange((old) => ({ ...old, grants: answer.grants }))
    setClosed(why)
    const accepted = results.some(({ result }) => result === 'accept')
    if (why === null) toast(accepted ? '好了，会在微信里告诉您' : '没有允许，消息仍在“消息”里')
  }
  const onPhone = useAction(async () => {
    const { results, closed: why } = await askWechat(ids)
    await report(results, why)
  })
  const inBrowser = useAction(async (_key, result: 'accept' | 'reject') => {
    const answer = await call('POST /demo/wechat/grants', { body: { templateIds: ids, result } })
    await report(
      answer.results.map(({ templateId }) => ({ templateId, result })),
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
  return (
    <View className="grants-ask">
      <Problem error={onPhone.error ?? inBrowser.error} />
      {closed ? (
        <>
          <Text>{whyClosed[closed]}</Text>
          <Button kind="secondary" busy={settings.busy} onPress={() => void settings.run()}>
            去微信设置里打开
          </Button>
        </>
      ) : null}
      <Button
        icon="bell"
        kind={kind}
        busy={onPhone.busy || inBrowser.busy}
        onPress={() => (needsEmulator ? setAsking(true) : void onPhone.run())}
      >
        {words}
      </Button>
      {asking ? <WechatSheet templates={templates} onAnswer={answerSheet} /> : null}
    </View>
  )
}

const whyClosed: Record<Closed, string> = {
  kept: '您在微信里选过“总是拒绝”，微信就不再问了。想收提醒，请到微信设置里改成允许。',
  mainSwitch: '您在微信里关了这个小程序的提醒。想收提醒，请到微信设置里打开“接收通知”。',
}

function standing({ templateId, long }: Templates[number], grants: SubscriptionsData['grants']): string {
  const free = freeOf(grants, templateId)
  if (long) return free > 0 ? '已开通' : '还没开通'
  return `还能收 ${free} 条`
}

const freeOf = (grants: SubscriptionsData['grants'], templateId: string) =>
  grants.find((grant) => grant.templateId === templateId)?.free ?? 0
