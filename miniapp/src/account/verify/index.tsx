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

/** 村民认证, and with `?replaces=1` 换了微信. A slip's QR code (入户认证单) opens it with `?household=&code=` filled in. */
export default function Verify() {
  const user = useUser()
  const code = useRegion()
  const { household, code: slip, replaces } = useRouter().params
  const wechat = replaces === '1'
  const screen = useScreen('GET /api/me/claims', user ? {} : null)
  const [another, setAnother] = useState(false)
  const title = wechat ? '换了微信' : '村民认证'
  if (!user) return <SignInGate title={title} why="先登录，再认证您是哪一户的。" />
  if (user.verified) {
    return (
      <Page title={title}>
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
      <Page title={title}>
        <NoRegion />
      </Page>
    )
  }
  const opened = (claim: Claim) => {
    setAnother(false)
    screen.change((old) => ({ claims: [claim, ...old.claims.filter(({ id }) => id !== claim.id)] }))
  }
  return (
    <Page title={title} screen={screen}>
      {({ claims }) => {
        const open = claims.find(({ state }) => state === 'open')
        // Asked as somebody new, and now as somebody who was here: it is asked again.
        if (!open || another || (wechat && open.kind !== 'wechat'))
          return (
            <OpenClaim
              region={code}
              household={wordOf(household)}
              replaces={wechat}
              claims={claims}
              onOpened={opened}
            />
          )
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
