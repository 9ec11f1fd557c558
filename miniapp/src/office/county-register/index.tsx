import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { usePoll } from '../../hooks/use-poll'
import { useScreen } from '../../hooks/use-screen'
import { useWorkRegion } from '../../hooks/use-work-region'
import { Page, SignInGate } from '../../widgets'
import { whySignIn } from '../words'
import { ConfirmFoot } from './confirm-foot'
import './county-register.scss'
import { Drop, Given } from './given'
import { Villages } from './villages'

/** 全区户籍册: one file for all villages, its progress, and what each village still has to answer. */
export default function CountyRegister() {
  const { region } = useWorkRegion(useRouter().params.region)
  const [sending, setSending] = useState(false)
  const screen = useScreen(
    'GET /api/regions/:code/register/county',
    region === null ? null : { params: { code: region } },
    { kept: false },
  )
  const county = screen.data?.import ?? undefined
  const goesOn = sending || county?.state === 'reading' || county?.state === 'applying'
  usePoll(goesOn, screen.reload)
  if (region === null) return <SignInGate title="全区户籍册" why={whySignIn} />
  return (
    <Page
      title="全区户籍册"
      wide
      screen={screen}
      foot={
        county?.state === 'staged' ? (
          <ConfirmFoot
            region={region}
            county={county}
            onChange={(next) => screen.change(() => ({ import: next }))}
          />
        ) : undefined
      }
    >
      {({ import: given }) => (
        <>
          <Given
            region={region}
            county={given}
            sending={sending}
            onSending={setSending}
            onChange={screen.reload}
          />
          {given && given.villages.length > 0 ? <Villages county={given} /> : null}
          {given?.state === 'staged' ? <Drop region={region} id={given.id} onChange={screen.reload} /> : null}
        </>
      )}
    </Page>
  )
}
