import { Row } from '../../components/row/row'
import { Problem } from '../../components/states/problem'
import { useScreen } from '../../hooks/use-screen'
import { freeOf, useWechatAsk } from '../wechat-ask/use-wechat-ask'

/** Opens WeChat's sheet at once. The templates are read before: WeChat opens it for a tap alone. */
export function AlsoWechat({ region }: { region: string }) {
  const { data, change } = useScreen('GET /api/screens/subscriptions', { query: { region } })
  const once = (data?.templates ?? []).filter(({ long }) => !long)
  const wechat = useWechatAsk(once, '也在微信里告诉我', (grants) => change((old) => ({ ...old, grants })))
  const [first] = once
  if (!data || !first) return null
  const free = freeOf(data.grants, first.templateId)
  return (
    <>
      <Problem error={wechat.error} />
      {wechat.closed ? (
        <Row icon="info" title="去微信设置里打开" detail={wechat.closed} onPress={wechat.openSettings} />
      ) : null}
      <Row
        icon="message"
        title="也在微信里告诉我"
        detail={free > 0 ? `微信提醒还剩 ${free} 次，再点一下多留一次` : '点一下，允许微信提醒'}
        onPress={wechat.ask}
      />
      {wechat.sheet}
    </>
  )
}
