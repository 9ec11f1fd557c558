import { Text } from '@tarojs/components'
import { call } from '../../api/client'
import { Card } from '../../components'
import { PhoneButton } from '../proofs/phone-button'
import type { ProofProps } from '../proofs/slip-proof'
import './verify.scss'

/** Verifies by comparing WeChat's phone number with the village's register; neither number is shown. */
export function PhoneProof({ claim, onVerified }: ProofProps) {
  return (
    <PhoneButton
      action="用手机号认证"
      instead="用纸条上的号码，或者到村委会办，一样算数。"
      run={async (code) =>
        onVerified(await call('POST /api/me/claims/:id/phone', { params: { id: claim }, body: { code } }))
      }
    >
      {(button) => (
        <Card title="办法二：用微信的手机号">
          <Text className="verify-line">和村里登记的手机号一样就行。我们只核对，不给别人看。</Text>
          {button}
        </Card>
      )}
    </PhoneButton>
  )
}
