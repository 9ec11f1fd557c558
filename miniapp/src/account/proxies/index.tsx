import type { ProxyView } from '@hutang/shared/contract'
import { consentName } from '@hutang/shared/rules'
import { Text, View } from '@tarojs/components'
import { call } from '../../api/client'
import { Button, Problem, Row, Section, toast } from '../../components'
import { dayText } from '../../format/date'
import { useAction } from '../../hooks/use-action'
import { useScreen } from '../../hooks/use-screen'
import { useUser } from '../../store/session'
import { Page, SignInGate } from '../../widgets'
import { AskFor } from './ask-for'
import { LetLook } from './let-look'
import { TypeCode } from './type-code'
import './proxies.scss'

const title = '让家人看、替家人看'

/** 代家人接收: for whom I receive, who receives for my household, and asking for one more. */
export default function Proxies() {
  const user = useUser()
  const screen = useScreen('GET /api/me/proxies', user ? {} : null)
  if (!user) return <SignInGate title={title} why="登录后，可以替不用手机的家人看、收消息。" />
  return (
    <Page title={title} screen={screen}>
      {({ mine, ours }) => (
        <>
          <Text className="proxies__lead">{answerOf(ours, mine)}</Text>
          <Ours ours={ours} reload={screen.reload} />
          <Mine mine={mine} onChange={(next) => screen.change(() => next)} />
          {user.verified ? <LetLook onClosed={() => void screen.reload()} /> : null}
          <TypeCode onHeld={() => void screen.reload()} />
          <AskFor onAsked={() => void screen.reload()} />
        </>
      )}
    </Page>
  )
}

/** Answer first: whether anybody looks for me, and for whom I do. */
function answerOf(ours: readonly ProxyView[], mine: readonly ProxyView[]): string {
  const held = (all: readonly ProxyView[]) => all.filter(({ state }) => state === 'held').length
  const [looking, looked] = [held(ours), held(mine)]
  return [
    looking > 0 ? `现在有 ${looking} 份授权在让别人看，点一下就能停。` : '现在没有人替您看。',
    looked > 0 ? `您在替 ${looked} 家看。` : '',
  ].join('')
}

/** Who receives for my household: agreed to here, or ended at once. */
function Ours({ ours, reload }: { ours: readonly ProxyView[]; reload: () => Promise<void> }) {
  const decide = useAction(async (_key, id: string, consent: boolean) => {
    await call('POST /api/proxies/:id/decision', { params: { id }, body: { consent } })
    await reload()
    toast(consent ? '好，他也会收到您家的消息' : '停了，他现在就看不到了')
  })
  if (ours.length === 0) return null
  return (
    <Section title="谁在替我看">
      <Problem error={decide.error} />
      {ours.map(({ id, name, relation, covers, state, at, heldSince }) => (
        <Row
          key={id}
          icon="person"
          title={`${name}（说是您的${relation}）`}
          tag={{ text: `看${consentName[covers]}`, tone: state === 'held' ? 'good' : 'soon' }}
          detail={
            state === 'held'
              ? `${dayText(heldSince ?? at)}起。${heldWords[covers]}`
              : '同意以后，他收得到您家的消息，也看得到您家自己的数。不认识的，不要同意。'
          }
        >
          <View className="proxies__answers">
            {state === 'held' ? (
              <Button kind="secondary" busy={decide.busy} onPress={() => void decide.run(id, false)}>
                不让他看了
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
    </Section>
  )
}

const heldWords = {
  household: '他收得到您家的消息，也看得到您家自己的数。',
  person: '他看得到您本人的残疾、优抚、失独、计生这几项。',
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
    <Section title="我替谁看">
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
    </Section>
  )
}
