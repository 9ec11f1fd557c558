import { persisted } from '../store/persisted'
import { call } from './client'

const isH5 = process.env.TARO_ENV === 'h5'

/** The emulated WeChat user of this browser, so that the next visit is the same person. */
const openid = persisted<string>(
  'hutang.demo-openid',
  '',
  (value): value is string => typeof value === 'string',
)

/** A browser has no WeChat, so the demo uses an emulator. */
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
