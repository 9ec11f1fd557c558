import { View } from '@tarojs/components'
import { landmark } from '../../a11y/a11y'
import { useRegion } from '../../hooks/use-region'
import { useScreen } from '../../hooks/use-screen'
import { useUser } from '../../store/session'
import { NoRegion, Page, SignInGate, Welcome } from '../../widgets'
import { Add } from './add'
import type { SubscriptionsData } from './data'
import { Email } from './email'
import { Followed } from './followed'
import { Hero } from './hero'
import { Muted } from './muted'
import { Often } from './often'
import { Policies } from './policies'
import './subscriptions.scss'
import { usePut } from './use-put'
import { Ways } from './ways'

const title = '我的订阅'

export default function Subscriptions() {
  const user = useUser()
  const code = useRegion()
  const screen = useScreen(
    'GET /api/screens/subscriptions',
    user && code !== null ? { query: { region: code } } : null,
  )
  if (!user) return <SignInGate title={title} why="登录后可以订阅，有新内容就告诉您。" />
  if (code === null) {
    return (
      <Page title={title}>
        <NoRegion />
      </Page>
    )
  }
  return (
    <Page title={title} wide screen={screen}>
      {(data) => <Settings data={data} onChange={screen.change} />}
    </Page>
  )
}

interface SettingsProps {
  data: SubscriptionsData
  onChange: (update: (data: SubscriptionsData) => SubscriptionsData) => void
}

function Settings({ data, onChange }: SettingsProps) {
  const digest = useScreen('GET /api/me/digest')
  // What is chosen changes what will be told, and by what.
  const change: SettingsProps['onChange'] = (update) => {
    onChange(update)
    void digest.reload()
  }
  const put = usePut(data.preferences, (preferences) => change((old) => ({ ...old, preferences })))
  return (
    <View className="subscriptions">
      <View className="subscriptions__what">
        {data.welcome === null ? null : (
          <Welcome
            text={data.welcome}
            onAnswer={(answer) => change((old) => ({ ...old, ...answer, welcome: null }))}
          />
        )}
        <Hero data={data} digest={digest.data} put={put} />
        <Followed data={data} put={put} onChange={change} />
        <Policies data={data} put={put} onChange={change} />
        <Add data={data} onChange={change} />
        <Often preferences={data.preferences} put={put} />
      </View>
      <View className="subscriptions__how" {...landmark('region', '怎么告诉我')}>
        <Ways data={data} digest={digest.data} put={put} onChange={change} />
        <Email
          email={data.email}
          onChange={(email, on) =>
            change((old) => ({
              ...old,
              email,
              preferences: on ? withEmail(old.preferences) : old.preferences,
            }))
          }
        />
        <Muted mutes={data.mutes} onChange={change} />
      </View>
    </View>
  )
}

/** Who confirms an address wishes for e-mail: so does the server say. */
const withEmail = (preferences: SubscriptionsData['preferences']): SubscriptionsData['preferences'] =>
  preferences.channels.includes('email')
    ? preferences
    : { ...preferences, channels: [...preferences.channels, 'email'] }
