import { Button as WechatButton } from '@tarojs/components'
import { type ReactNode, useState } from 'react'
import { a11y } from '../../a11y/a11y'
import { emulatedPhoneCode, needsEmulator } from '../../api/demo'
import { ApiError } from '../../api/errors'
import { Button, Problem } from '../../components'
import { useAction } from '../../hooks/use-action'
import { useScreen } from '../../hooks/use-screen'
import './account.scss'

interface PhoneButtonProps {
  action: string
  /** What is done with WeChat's code of the number. */
  run: (code: string) => Promise<unknown>
  /** What stands around the button; nothing where no number can be had. */
  children: (button: ReactNode) => ReactNode
}

/** Asks WeChat for the number of this phone. In a browser only the demo's emulator has one. */
export function PhoneButton({ action, run, children }: PhoneButtonProps) {
  const demo = useScreen('GET /api/screens/me', needsEmulator ? {} : null).data?.demo
  const [refused, setRefused] = useState<ApiError>()
  const write = useAction(async (_key, code: () => Promise<string>) => run(await code()))
  const answered = (code: string | undefined) => {
    setRefused(code ? undefined : new ApiError(0, 'wechat', '没有拿到手机号。可以再点一次，或用别的办法。'))
    if (code) void write.run(() => Promise.resolve(code))
  }
  if (needsEmulator && !demo) return null
  return children(
    <>
      <Problem error={refused ?? write.error} />
      {needsEmulator ? (
        <Button kind="secondary" busy={write.busy} onPress={() => void write.run(emulatedPhoneCode)}>
          {action}
        </Button>
      ) : (
        <WechatButton
          className="phone-button"
          openType="getPhoneNumber"
          disabled={write.busy}
          onGetPhoneNumber={(event) => answered(event.detail.code)}
          {...a11y({ label: action })}
        >
          {write.busy ? '请稍候…' : action}
        </WechatButton>
      )}
    </>,
  )
}
