import type { AppealView } from '@hutang/shared/contract'
import { useRouter } from '@tarojs/taro'
import { useEffect, useState } from 'react'
import { call } from '../../api/client'
import { Card, EmptyState, Row } from '../../components'
import { goTo, wordOf } from '../../hooks/navigation'
import { type Screen, useScreen } from '../../hooks/use-screen'
import { useUser } from '../../store/session'
import { Page, SignInGate } from '../../widgets'
import { Clocks } from './clocks'
import { AppealForm } from './form'
import { OfficeFoot } from './office-steps'
import { OwnSteps } from './own-steps'
import { Steps } from './steps'

const why = '登录后可以写诉求，办到哪一步您都看得到。'

/** 诉求: with `?id=` one of them, for its writer and for the office; without it a new one, about what the address says. */
export default function Appeal() {
  const user = useUser()
  const { params } = useRouter()
  const [written, setWritten] = useState<string>()
  const id = written ?? wordOf(params.id)
  if (!user) return <SignInGate title="诉求" why={why} />
  if (id !== '') return <Follow id={id} isNew={written !== undefined} />
  const about = {
    policy: wordOf(params.policy),
    region: wordOf(params.region),
    item: Number(params.item ?? 0),
    enterprise: wordOf(params.enterprise),
    title: wordOf(params.title),
  }
  if (!about.policy && !about.enterprise && !(about.region && about.item > 0)) return <Nothing />
  return <AppealForm about={about} firms={user.enterprises} onSent={setWritten} />
}

/** Opened without saying what it is about. */
function Nothing() {
  return (
    <Page title="写诉求">
      <EmptyState
        icon="message"
        title="先选是哪件事"
        detail="请从政策、民生保障事项里点“有难处，写诉求”。别的意见可以写到“意见和投诉”。"
        action="看公开目录"
        onAction={() => goTo('catalogue')}
      />
    </Page>
  )
}

function Follow({ id, isNew }: { id: string; isNew: boolean }) {
  const screen = useScreen('GET /api/appeals/:id', { params: { id } })
  useSeen(screen)
  const { data } = screen
  const deals = data && !data.mine && (data.can.answer || data.can.acknowledge)
  return (
    <Page
      title={isNew ? '收到了' : '诉求'}
      screen={screen}
      foot={deals ? <OfficeFoot appeal={data} onChange={screen.change} /> : undefined}
    >
      {(appeal) => (
        <>
          <Card tone={appeal.late ? 'warning' : 'calm'} title={appeal.stateText}>
            {`编号 ${appeal.id} · ${appeal.office.name}${appeal.mine ? '' : ` · ${appeal.by}`}`}
          </Card>
          {appeal.helper ? (
            <Card
              tone="info"
              title={`${appeal.helper.name}帮您办`}
            >{`${appeal.helper.post}，有事直接找。`}</Card>
          ) : null}
          <About appeal={appeal} />
          <Clocks appeal={appeal} />
          <Steps appeal={appeal} />
          <OwnSteps appeal={appeal} onChange={screen.change} />
        </>
      )}
    </Page>
  )
}

function About({ appeal: { about, enterprise } }: { appeal: AppealView }) {
  if (!about && !enterprise) return null
  const open = about?.kind === 'item' ? () => goTo('item', { region: about.region, no: about.id }) : undefined
  return (
    <Card flush>
      {about ? (
        <Row
          icon="document"
          title={about.title}
          detail={about.kind === 'policy' ? '说的是这项政策' : '说的是这一项'}
          onPress={open}
        />
      ) : null}
      {enterprise ? <Row icon="house" title={enterprise.name} detail="替这家企业提的" /> : null}
    </Card>
  )
}

/** Read once its page is open; if that cannot be told now, it stays new. */
function useSeen({ data, change }: Screen<AppealView>): void {
  const unseen = data?.unseen ? data.id : undefined
  useEffect(() => {
    if (unseen === undefined) return
    call('POST /api/appeals/:id/seen', { params: { id: unseen } }).then(
      (seen) => change(() => seen),
      () => undefined,
    )
  }, [unseen, change])
}
