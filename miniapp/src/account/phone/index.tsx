import type { Claim } from '@hutang/shared/contract'
import { Text } from '@tarojs/components'
import { call } from '../../api/client'
import { Card, EmptyState, toast } from '../../components'
import { goBack, goTo } from '../../hooks/navigation'
import { useScreen } from '../../hooks/use-screen'
import { useUser } from '../../store/session'
import { setUser } from '../../store/user'
import { Page, SignInGate } from '../../widgets'
import { PhoneButton } from '../proofs/phone-button'
import { SlipProof } from '../proofs/slip-proof'

const title = '手机号换了'

/** The number of this phone takes the place of the register's, once the office or a slip confirms it. */
export default function Phone() {
  const user = useUser()
  const screen = useScreen('GET /api/me/claims', user?.verified ? {} : null)
  if (!user) return <SignInGate title={title} why="登录后才能换手机号。" />
  if (!user.verified) {
    return (
      <Page title={title}>
        <EmptyState
          icon="house"
          title="还没有认证"
          detail="认证您是哪一户的，村里才有您的手机号。"
          action="去认证"
          onAction={() => goTo('verify')}
        />
      </Page>
    )
  }
  const asked = (claim: Claim) => screen.change(({ claims }) => ({ claims: [claim, ...claims] }))
  return (
    <Page title={title} screen={screen}>
      {({ claims }) => {
        const mine = claims.filter(({ kind }) => kind === 'phone')
        const open = mine.find(({ state }) => state === 'open')
        return open ? <Confirm claim={open.id} /> : <Ask refused={refusedIn(mine)} onAsked={asked} />
      }}
    </Page>
  )
}

const refusedIn = ([newest]: readonly Claim[]): string | null =>
  newest?.state === 'refused' ? newest.reason : null

function Ask({ refused, onAsked }: { refused: string | null; onAsked: (claim: Claim) => void }) {
  return (
    <>
      {refused === null ? null : (
        <Card tone="warning" title="上次没有通过">
          {refused}
        </Card>
      )}
      <PhoneButton
        action="用这部手机的号码"
        instead="到村委会，或打村里电话，让经办人改，一样算数。"
        run={async (code) => onAsked(await call('POST /api/me/phone', { body: { code } }))}
      >
        {(button) => (
          <Card title="换成这部手机的号码">
            <Text className="account-line">
              微信会问您给不给手机号。村里核对后，就换成新的号码，旧的号码删掉。
            </Text>
            {button}
          </Card>
        )}
      </PhoneButton>
      <Card title="不在这部手机上？">
        <Text>请到村委会，或打村里电话，让经办人在户籍册里改。</Text>
      </Card>
    </>
  )
}

function Confirm({ claim }: { claim: string }) {
  return (
    <>
      <Card tone="info" title="收到了，等着核对">
        <Text>村里经办人核对后就换好，一般一两天，什么都不用做。家里有纸条的，填上号码马上就好。</Text>
      </Card>
      <SlipProof
        title="用纸条上的号码，马上就好"
        action="换成新号码"
        claim={claim}
        slip=""
        onVerified={(user) => {
          setUser(user)
          toast('换好了，旧的号码已删')
          goBack()
        }}
      />
    </>
  )
}
