import type { Claim } from '@hutang/shared/contract'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { Button, EmptyState } from '../../components'
import { goTo, wordOf } from '../../hooks/navigation'
import { useRegion } from '../../hooks/use-region'
import { useScreen } from '../../hooks/use-screen'
import { useUser } from '../../store/session'
import { NoRegion, Page, SignInGate } from '../../widgets'
import { OpenClaim } from './open-claim'
import { Proofs } from './proofs'

/** 村民认证. A slip's QR code (入户认证单) opens it with `?household=&code=` filled in. */
export default function Verify() {
  const user = useUser()
  const code = useRegion()
  const { household, code: slip } = useRouter().params
  const screen = useScreen('GET /api/me/claims', user ? {} : null)
  const [another, setAnother] = useState(false)
  if (!user) return <SignInGate title="村民认证" why="先登录，再认证您是哪一户的。" />
  if (user.verified) {
    return (
      <Page title="村民认证">
        <EmptyState
          icon="check"
          title="您已经认证好了"
          detail={user.residence ? `${user.residence.region.name} ${user.residence.group}` : undefined}
          action="看我家"
          onAction={() => goTo('household')}
        />
      </Page>
    )
  }
  if (code === null) {
    return (
      <Page title="村民认证">
        <NoRegion />
      </Page>
    )
  }
  const opened = (claim: Claim) => {
    setAnother(false)
    screen.change((old) => ({ claims: [claim, ...old.claims.filter(({ id }) => id !== claim.id)] }))
  }
  return (
    <Page title="村民认证" screen={screen}>
      {({ claims }) => {
        const open = claims.find(({ state }) => state === 'open')
        if (!open || another)
          return <OpenClaim region={code} household={wordOf(household)} claims={claims} onOpened={opened} />
        return (
          <>
            <Proofs claim={open} slip={wordOf(slip)} />
            <Button kind="quiet" onPress={() => setAnother(true)}>
              填错了，重新填户号和姓名
            </Button>
          </>
        )
      }}
    </Page>
  )
}
