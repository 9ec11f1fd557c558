import type { Claim, User } from '@hutang/shared/contract'
import { Text } from '@tarojs/components'
import { Card, toast } from '../../components'
import { goBack } from '../../hooks/navigation'
import { setUser } from '../../store/user'
import { SlipProof } from '../proofs/slip-proof'
import { PhoneProof } from './phone-proof'
import './verify.scss'

/** Second step: three ways to prove the claim (认证申请); any one of them is enough. `slip` is the code that a link filled in. */
export function Proofs({ claim, slip }: { claim: Claim; slip: string }) {
  const verified = (user: User) => {
    setUser(user)
    toast('认证好了')
    goBack()
  }
  return (
    <>
      {claim.kind === 'wechat' ? (
        <Card tone="info" title="原来的微信还在，最快">
          <Text>
            在原来的微信里打开“我家”，点“是本人”就好。原来的微信一个月没用过的，家里已认证的人也能替您点。
          </Text>
        </Card>
      ) : null}
      <Card tone="info" title={`${claim.region.name} 户号 ${claim.householdCode}`}>
        <Text>{claim.name}，已经收到您的申请。下面三样，办好一样就行。</Text>
      </Card>
      <SlipProof
        title="办法一：用纸条上的号码"
        action="认证"
        claim={claim.id}
        slip={slip}
        onVerified={verified}
      />
      <PhoneProof claim={claim.id} onVerified={verified} />
      <Card title="办法三：等村里核对">
        <Text>什么都不用做。村里经办人核对后就好，一般一两天；急的话打电话给村委会。</Text>
      </Card>
    </>
  )
}
