import { Text, Button as WechatButton } from '@tarojs/components'
import { useState } from 'react'
import { a11y } from '../../a11y/a11y'
import { call } from '../../api/client'
import { emulatedPhoneCode, needsEmulator } from '../../api/demo'
import { ApiError } from '../../api/errors'
import { Button, Card, Problem } from '../../components'
import { useAction } from '../../hooks/use-action'
import { useScreen } from '../../hooks/use-screen'
import type { ProofProps } from './slip-proof'
import './verify.scss'

/** Verifies by comparing WeChat's phone number with the village's register; neither number is shown. */
export function PhoneProof({ claim, onVerified }: ProofProps) {
  const demo = useScreen('GET /api/screens/me', needsEmulator ? {} : null).data?.demo
  const [refused, setRefused] = useState<ApiError>()
  const verify = useAction(async (_key, code: () => Promise<string>) => {
    const body = { code: await code() }
    onVerified(await call('POST /api/me/claims/:id/phone', { params: { id: claim }, body }))
  })
  const answered = (code: string | undefined) => {
    setRefused(code ? undefined : new ApiError(0, 'wechat', '没有拿到手机号。可以再点一次，或用别的办法。'))
    if (code) void verify.run(() => Promise.resolve(code))
  }
  if (needsEmulator && !demo) return null
  return (
    <Card title="办法二：用微信的手机号">
      <Text className="verify-line">和村里登记的手机号一样就行。我们只核对，不给别人看。</Text>
      <Problem error={refused ?? verify.error} />
      {needsEmulator ? (
        <Button kind="secondary" busy={verify.busy} onPress={() => void verify.run(emulatedPhoneCode)}>
          用手机号认证
        </Button>
      ) : (
        <WechatButton
          className="verify-wechat"
          openType="getPhoneNumber"
          disabled={verify.busy}
          onGetPhoneNumber={(event) => answered(event.detail.code)}
          {...a11y({ label: '用手机号认证' })}
        >
          {verify.busy ? '请稍候…' : '用手机号认证'}
        </WechatButton>
      )}
    </Card>
  )
}
