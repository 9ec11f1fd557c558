import { Button as WechatButton } from '@tarojs/components'
import { type ReactNode, useState } from 'react'
import { a11y } from '../../a11y/a11y'
import { emulatedPhoneCode, needsEmulator } from '../../api/demo'
import { ApiError } from '../../api/errors'
import { Button, Problem } from '../../components'
import { useAction } from '../../hooks/use-action'
import { useScreen } from '../../hooks/use-screen'
import './account.scss'
import { type NoPhone, whyNoPhone } from './no-phone'

type Answered = NoPhone & { code?: string }

interface PhoneButtonProps {
  action: string
  /** What else can be done, as the end of a sentence. */
  instead: string
  /** What is done with WeChat's code of the number. */
  run: (code: string) => Promise<unknown>
  /** What stands around the button; nothing where no number can be had. */
  children: (button: ReactNode) => ReactNode
}

/** Asks WeChat for the number of this phone. In a browser only the demo's emulator has one. */
export function PhoneButton({ action, instead, run, children }: PhoneButtonProps) {
  const demo = useScreen('GET /api/screens/me', needsEmulator ? {} : null).data?.demo
  const [refused, setRefused] = useState<ApiError>()
  const write = useAction(async (_key, code: () => Promise<string>) => run(await code()))
  const answered = ({ code, ...why }: Answered) => {
    setRefused(code ? undefined : new ApiError(422, 'noPhone', `${whyNoPhone(why)}${instead}`))
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
          onGetPhoneNumber={(event) => answered(event.detail)}
          {...a11y({ label: action })}
        >
          {write.busy ? '请稍候…' : action}
        </WechatButton>
      )}
    </>,
  )
}
