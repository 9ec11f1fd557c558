import { Text, View } from '@tarojs/components'
import { Button, Problem } from '../../components'
import { freeOf, useWechatAsk } from '../../widgets/wechat-ask/use-wechat-ask'
import type { ChangeData, SubscriptionsData } from './data'

interface GrantsProps {
  data: Pick<SubscriptionsData, 'templates' | 'grants'>
  onChange: ChangeData
}

type Templates = SubscriptionsData['templates']

/** One-time and long-term templates (长期) are never in one sheet: WeChat refuses it. */
export function Grants({ data: { templates, grants }, onChange }: GrantsProps) {
  if (templates.length === 0)
    return <Text className="ways__now">微信还没接上：提醒先留在“消息”里，接上以后新的会在微信里告诉您。</Text>
  const once = templates.filter(({ long }) => !long)
  const long = templates.filter((template) => template.long)
  const none = templates.every(({ templateId }) => freeOf(grants, templateId) === 0)
  return (
    <View className="ways__grants">
      {once.map(({ templateId, title }) => {
        const free = freeOf(grants, templateId)
        return (
          <Text key={templateId} className={free > 0 ? 'ways__now ways__now--good' : 'ways__now'}>
            {`${title}：${free > 0 ? `还剩 ${free} 次` : '次数用完了'}`}
          </Text>
        )
      })}
      {long.map(({ templateId, title }) => (
        <Text key={templateId} className="ways__now">
          {`${title}：${freeOf(grants, templateId) > 0 ? '已开通' : '还没开通'}`}
        </Text>
      ))}
      {once.length > 0 ? (
        <>
          <Text className="ways__rule">
            {none
              ? '现在微信里收不到。点“再提醒我”，下次就能收到。可以多点几次，留着用。'
              : '点“再提醒我”，下次还能收到。可以多点几次，留着用。'}
          </Text>
          <Ask templates={once} words="再提醒我" kind={none ? 'primary' : 'secondary'} onChange={onChange} />
        </>
      ) : null}
      {long.some(({ templateId }) => freeOf(grants, templateId) === 0) ? (
        <Ask templates={long} words="开通长期提醒" onChange={onChange} />
      ) : null}
    </View>
  )
}

interface AskProps {
  templates: Templates
  words: string
  kind?: 'primary' | 'secondary'
  onChange: ChangeData
}

/** One button that opens WeChat's sheet; where WeChat no longer asks, the way to its settings. */
function Ask({ templates, words, kind = 'secondary', onChange }: AskProps) {
  const wechat = useWechatAsk(templates, words, (grants) => onChange((old) => ({ ...old, grants })))
  return (
    <>
      <Problem error={wechat.error} />
      {wechat.closed ? (
        <>
          <Text>{wechat.closed}</Text>
          <Button kind="secondary" busy={wechat.opening} onPress={wechat.openSettings}>
            去微信设置里打开
          </Button>
        </>
      ) : null}
      <Button icon="bell" kind={kind} busy={wechat.busy} onPress={wechat.ask}>
        {words}
      </Button>
      {wechat.sheet}
    </>
  )
}
