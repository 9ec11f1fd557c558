import type { ProxyView } from '@hutang/shared/contract'
import { Text, View } from '@tarojs/components'
import { call } from '../../api/client'
import { Button, Card, Problem, Row, toast } from '../../components'
import { dayText } from '../../format/date'
import { useAction } from '../../hooks/use-action'
import { useScreen } from '../../hooks/use-screen'
import { useUser } from '../../store/session'
import { Page, SignInGate } from '../../widgets'
import { AskFor } from './ask-for'
import './proxies.scss'

const title = '代家人收消息'

/** 代家人接收: for whom I receive, who receives for my household, and asking for one more. */
export default function Proxies() {
  const user = useUser()
  const screen = useScreen('GET /api/me/proxies', user ? {} : null)
  if (!user) return <SignInGate title={title} why="登录后，可以替不用手机的家人收消息。" />
  return (
    <Page title={title} screen={screen}>
      {({ mine, ours }) => (
        <>
          <Text className="proxies__lead">
            家里老人不用手机的，您可以替他收：与他家有关的公开，也告诉您。要他家里人或村里同意，随时能停。
          </Text>
          <Ours ours={ours} reload={screen.reload} />
          <Mine mine={mine} onChange={(next) => screen.change(() => next)} />
          <AskFor onAsked={() => void screen.reload()} />
        </>
      )}
    </Page>
  )
}

/** Who receives for my household: agreed to here, or ended at once. */
function Ours({ ours, reload }: { ours: readonly ProxyView[]; reload: () => Promise<void> }) {
  const decide = useAction(async (_key, id: string, consent: boolean) => {
    await call('POST /api/proxies/:id/decision', { params: { id }, body: { consent } })
    await reload()
    toast(consent ? '好，他也会收到您家的消息' : '好，不再让他收')
  })
  if (ours.length === 0) return null
  return (
    <Card title="想替我家收的人" flush>
      <Problem error={decide.error} />
      {ours.map(({ id, name, relation, state, at, heldSince }) => (
        <Row
          key={id}
          icon="person"
          title={`${name}（说是您家的${relation}）`}
          detail={
            state === 'held'
              ? `${dayText(heldSince ?? at)}起，他收得到您家的消息，也看得到您家自己的数。`
              : '同意以后，他收得到您家的消息，也看得到您家自己的数。不认识的，不要同意。'
          }
        >
          <View className="proxies__answers">
            {state === 'held' ? (
              <Button kind="secondary" busy={decide.busy} onPress={() => void decide.run(id, false)}>
                不让他收了
              </Button>
            ) : (
              <>
                <Button busy={decide.busy} onPress={() => void decide.run(id, true)}>
                  同意
                </Button>
                <Button kind="secondary" busy={decide.busy} onPress={() => void decide.run(id, false)}>
                  不同意
                </Button>
              </>
            )}
          </View>
        </Row>
      ))}
    </Card>
  )
}

interface MineProps {
  mine: readonly ProxyView[]
  onChange: (proxies: { mine: ProxyView[]; ours: ProxyView[] }) => void
}

/** For whom I receive, or asked to. */
function Mine({ mine, onChange }: MineProps) {
  const end = useAction(async (_key, id: string) => {
    onChange(await call('DELETE /api/me/proxies/:id', { params: { id } }))
    toast('好，不再替他收')
  })
  if (mine.length === 0) return null
  return (
    <Card title="我替谁收" flush>
      <Problem error={end.error} />
      {mine.map(({ id, region, said, relation, state, at, heldSince }) => (
        <Row
          key={id}
          icon="house"
          title={`${region.name} ${said}`}
          detail={`您是他家的${relation}`}
          note={state === 'held' ? `${dayText(heldSince ?? at)}起` : `${dayText(at)}提出`}
          tag={
            state === 'held' ? { text: '已同意', tone: 'good' } : { text: '等他家或村里同意', tone: 'soon' }
          }
        >
          <Button kind="secondary" inline busy={end.busy} label={said} onPress={() => void end.run(id)}>
            {state === 'held' ? '不替他收了' : '不要了'}
          </Button>
        </Row>
      ))}
    </Card>
  )
}
