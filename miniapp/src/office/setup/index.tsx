import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { call } from '../../api/client'
import { signIn } from '../../api/sign-in'
import { Button, Problem, toast } from '../../components'
import { officeAddress, replacePage, wordOf } from '../../hooks/navigation'
import { useAction } from '../../hooks/use-action'
import { useScreen } from '../../hooks/use-screen'
import { Page } from '../../widgets'
import { Panes } from '../components/panes/panes'
import { CodeCard } from './code-card'
import { type Form, reasonAgainst, useLook } from './form'
import { LookCard } from './look-card'
import './setup.scss'
import { TablesCard } from './tables-card'
import { WhoCard } from './who-card'

const empty: Form = { text: '', administrator: '', phone: '', since: '', filing: '', within: '' }

/** 启用: the tables of places and people, who begins and from which day, a look, and the start. */
export default function Setup() {
  const linked = wordOf(useRouter().params.code)
  const screen = useScreen('GET /api/setup')
  const [code, setCode] = useState(linked)
  const [typed, setTyped] = useState(empty)
  const today = screen.data?.today ?? ''
  const form = { ...typed, since: typed.since || today }
  const looked = useLook(code, form)
  const start = useAction(async () => {
    const { session, region } = await call('POST /api/setup', { body: { code, ...form } })
    signIn(session)
    toast('启用好了')
    await replacePage(officeAddress('invites', { region: region.code, new: 1 }))
  })
  const change = (part: Partial<Form>) => setTyped((old) => ({ ...old, ...part }))
  const foot = screen.data ? (
    <>
      <Problem error={start.error} />
      <Button
        busy={start.busy}
        reason={code === '' ? '请先填启用码' : reasonAgainst(form, looked)}
        onPress={() => void start.run()}
      >
        开始使用
      </Button>
    </>
  ) : undefined
  const refused = looked.error?.status === 401 || looked.error?.code === 'setupLocked'
  return (
    <Page title="启用" wide screen={screen} foot={foot}>
      {() => (
        <Panes
          sideName="看一看"
          list={
            <>
              {linked === '' || refused ? (
                <CodeCard code={code} error={refused ? looked.error : undefined} onChange={setCode} />
              ) : null}
              <TablesCard code={code} text={form.text} onChange={(text) => change({ text })} />
              <WhoCard form={form} look={looked.look} onChange={change} />
            </>
          }
          side={<LookCard looked={looked} />}
        />
      )}
    </Page>
  )
}
