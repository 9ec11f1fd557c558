import { persisted } from '../store/persisted'
import { call } from './client'

const isH5 = process.env.TARO_ENV === 'h5'

/** Whose WeChat this browser plays in the demo, so that it comes back as the same person. */
const openid = persisted<string>(
  'hutang.demo-openid',
  '',
  (value): value is string => typeof value === 'string',
)

/** A browser has no WeChat: the demo's emulator stands in for it. */
export const needsEmulator = isH5

export async function emulatedLoginCode(): Promise<string> {
  const held = openid.get()
  const answer = await call('POST /demo/wechat/code', { body: held ? { openid: held } : {} })
  openid.set(answer.openid)
  return answer.code
}

export async function emulatedPhoneCode(): Promise<string> {
  return (await call('POST /demo/wechat/phone-code')).code
}
