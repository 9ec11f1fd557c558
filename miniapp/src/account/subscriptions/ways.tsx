import type { OutwardChannel } from '@hutang/shared/contract'
import { Text, View } from '@tarojs/components'
import { Button, Card, Problem, Switch } from '../../components'
import type { ChangeData, Digest, SubscriptionsData } from './data'
import { Grants } from './grants'
import { wayNames } from './sentence'
import type { Put } from './use-put'

const good = 'ways__now ways__now--good'

const all: readonly OutwardChannel[] = ['wechat', 'sms', 'email']

const rules: Readonly<Record<OutwardChannel, string>> = {
  wechat: '每允许一次，能收一条',
  sms: '只用于应急的和与您家有关的，您不用付钱',
  email: '不限次数',
}

interface WaysProps {
  data: SubscriptionsData
  digest: Digest | undefined
  put: Put
  onChange: ChangeData
}

/** By what they are told, in the order in which it is tried, each with whether it can reach them now. */
export function Ways({ data, digest, put, onChange }: WaysProps) {
  const { channels } = data.preferences
  const order = [...channels, ...all.filter((one) => !channels.includes(one))]
  const turn = (way: OutwardChannel, on: boolean) =>
    put({ channels: on ? [...channels, way] : channels.filter((one) => one !== way) })
  const move = (at: number, by: 1 | -1) => {
    const moved = [...channels]
    const [way] = moved.splice(at, 1)
    if (way) moved.splice(at + by, 0, way)
    put({ channels: moved })
  }
  return (
    <Card title="用什么告诉我">
      <Text className="ways__rule">
        {channels.length > 1 ? '从上往下试：前一种没发到，才用后一种。' : '都关掉的话，只放在“消息”里。'}
      </Text>
      <Problem error={put.errorOf('channels')} />
      {order.map((way) => {
        const at = channels.indexOf(way)
        const name = wayNames[way]
        const connected = way !== 'email' || data.email.connected
        const standing = connected ? standingOf(digest, way, at) : undefined
        return (
          <View key={way} className="ways__way">
            <Switch
              label={at < 0 ? name : `${at + 1}. ${name}`}
              detail={connected ? rules[way] : '这里还没有接上邮件'}
              on={at >= 0}
              onChange={(on) => turn(way, on)}
            />
            {standing ? <Text className={standing.reaches ? good : 'ways__now'}>{standing.text}</Text> : null}
            {way === 'wechat' && at >= 0 ? <Grants data={data} onChange={onChange} /> : null}
            {at >= 0 && channels.length > 1 ? (
              <View className="ways__moves">
                {at > 0 ? (
                  <Button kind="quiet" inline label={`先用${name}`} onPress={() => move(at, -1)}>
                    往前
                  </Button>
                ) : null}
                {at < channels.length - 1 ? (
                  <Button kind="quiet" inline label={`后用${name}`} onPress={() => move(at, 1)}>
                    往后
                  </Button>
                ) : null}
              </View>
            ) : null}
          </View>
        )
      })}
    </Card>
  )
}

/**
 * Whether it can reach them now. WeChat's grants say it themselves; that SMS is not for what is ordinary stands above it
 * already.
 */
function standingOf(digest: Digest | undefined, way: OutwardChannel, at: number) {
  const found = at < 0 ? undefined : digest?.channels.find(({ channel }) => channel === way)
  return way === 'wechat' || (way === 'sms' && found?.text.startsWith('短信只')) ? undefined : found
}
