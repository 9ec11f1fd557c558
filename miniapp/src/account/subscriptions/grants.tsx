import { Text } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../api/client'
import { needsEmulator } from '../../api/demo'
import { askWechat, type GrantResult } from '../../api/wechat'
import { Button, Card, Elements, Problem, toast, WechatSheet } from '../../components'
import { useAction } from '../../hooks/use-action'
import type { ChangeData, SubscriptionsData } from './data'

interface GrantsProps {
  data: SubscriptionsData
  onChange: ChangeData
}

/** Each time the person taps 允许, WeChat allows one more message. */
export function Grants({ data, onChange }: GrantsProps) {
  const { templates, grants } = data
  const [asking, setAsking] = useState(false)
  const ids = templates.map(({ templateId }) => templateId)
  const report = async (results: GrantResult[]) => {
    const answer = await call('POST /api/me/grants', { body: { results } })
    onChange((old) => ({ ...old, grants: answer.grants }))
    const accepted = results.some(({ result }) => result === 'accept')
    toast(accepted ? '好了，会在微信里告诉您' : '没有允许，消息仍在“消息”里')
  }
  const onPhone = useAction(async () => report(await askWechat(ids)))
  const inBrowser = useAction(async (_key, result: 'accept' | 'reject') => {
    const answer = await call('POST /demo/wechat/grants', { body: { templateIds: ids, result } })
    await report(answer.results.map(({ templateId }) => ({ templateId, result })))
  })
  if (templates.length === 0) {
    return (
      <Card title="在微信里告诉我">
        <Text>微信还没接上：提醒先留在“消息”里，接上以后新的会在微信里告诉您。</Text>
      </Card>
    )
  }
  const ask = () => (needsEmulator ? setAsking(true) : void onPhone.run())
  const answerSheet = (result: 'accept' | 'reject') => {
    setAsking(false)
    void inBrowser.run(result)
  }
  return (
    <Card title="在微信里告诉我">
      <Text>微信的规矩：您每点一次“允许”，就能收到一条。可以多点几次，留着用。</Text>
      <Elements
        items={templates.map(({ templateId, title, long }) => ({
          name: title,
          text: long ? '已开通' : `还能收 ${freeOf(grants, templateId)} 条`,
        }))}
      />
      <Problem error={onPhone.error ?? inBrowser.error} />
      <Button icon="bell" busy={onPhone.busy || inBrowser.busy} onPress={ask}>
        允许再发一条
      </Button>
      {asking ? <WechatSheet templates={templates} onAnswer={answerSheet} /> : null}
    </Card>
  )
}

const freeOf = (grants: SubscriptionsData['grants'], templateId: string) =>
  grants.find((grant) => grant.templateId === templateId)?.free ?? 0
