import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { Button, Card, Fold, Tag, toast } from '../../components'
import { goTo, goToPolicies } from '../../hooks/navigation'
import { useCopy } from '../../widgets/copy/copy'
import { itemFor, type Result } from './results'

export interface Published {
  no: number
  name: string
}

interface FoundProps {
  result: Result
  /** The items of 民生保障 that the village has published something of. */
  items: readonly Published[]
}

/** One that fits: how much, where, by what phone, and what to bring. */
export function Found({ result, items }: FoundProps) {
  const { policy, who, amount, outcome, missing } = result
  const { line, place, phone, steps, materials } = policy
  const sure = outcome === 'eligible'
  const item = itemFor(line.title, items)
  return (
    <Card>
      <View className="household__head">
        <Text className="household__title">{line.title}</Text>
        <Text className={sure ? 'household__sum household__sum--sure' : 'household__sum'}>{amount}</Text>
      </View>
      <View className="household__tags">
        {sure ? <Tag tone="good">能领</Tag> : <Tag tone="soon">可能符合</Tag>}
        {who.length > 0 ? <Tag>{who.join('、')}</Tag> : null}
        {line.way === 'instant' ? <Tag tone="info">不用申请</Tag> : null}
      </View>
      <Text className="household__plain">{line.plain}</Text>
      {sure ? null : (
        <Text className="household__small">
          {missing.length > 0 ? `还要弄清：${missing.join('、')}。` : '还要问一问。'}
        </Text>
      )}
      <Text className="household__small">{whenText(result)}</Text>
      <Text className="household__small" userSelect>{`去哪里：${place}`}</Text>
      <View className="household__doors">
        <Button kind={sure ? 'primary' : 'secondary'} onPress={() => void dial(phone)}>
          {`打电话问 ${phone}`}
        </Button>
        <Apply result={result} />
      </View>
      <Fold title="怎么办、带什么">
        {steps.map((step, at) => (
          <Text className="household__line" key={step}>{`${at + 1}. ${step}`}</Text>
        ))}
        {materials.map(({ name, note, held }) => (
          <Text className="household__line" key={name}>
            {`${held ? '不用带' : '带'}：${name}${note ? `（${note}）` : ''}`}
          </Text>
        ))}
        <Button kind="quiet" onPress={() => goToPolicies('policy', { id: line.id })}>
          看政策原文
        </Button>
      </Fold>
      {item ? (
        <Button kind="quiet" onPress={() => goTo('item', { no: item.no })}>
          {`看村里公开的“${item.name}”`}
        </Button>
      ) : null}
    </Card>
  )
}

function whenText({ policy: { line } }: Result): string {
  const { state, text, deadline } = line.status
  if (line.way === 'instant') return '不用申请，核定后直接到账。觉得漏了，请打电话。'
  if (state === 'open' || state === 'closing') return deadline || '一年到头都可以申请。'
  return `现在${text}。${deadline}`
}

/** 我要办: where it is applied for on the net. */
function Apply({ result }: { result: Result }) {
  const { applyAt } = result.policy
  const { copy, byHand } = useCopy()
  if (applyAt.kind === 'counter') return null
  const open = async () => {
    if (applyAt.kind === 'miniProgram' && process.env.TARO_ENV === 'weapp') {
      await Taro.navigateToMiniProgram({ appId: applyAt.appId, path: applyAt.path })
      return
    }
    if (applyAt.kind !== 'url') return toast('请在微信里办')
    if (process.env.TARO_ENV === 'h5') {
      window.open(applyAt.url, '_blank', 'noopener')
      return
    }
    await copy(applyAt.url, '网址已复制，请在浏览器里打开')
  }
  return (
    <>
      <Button kind="secondary" onPress={() => void open().catch(() => undefined)}>
        我要办
      </Button>
      {byHand}
    </>
  )
}

/** Whoever presses "cancel" has changed their mind. */
const dial = (phone: string): Promise<unknown> =>
  Taro.makePhoneCall({ phoneNumber: phone.replace(/[^\d]/g, '') }).catch(() => undefined)
