import type { SessionAnswer } from '@hutang/shared'
import { loginFailure } from '../../channels/wechat'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import { countAct } from '../audit'
import { accountOfOpenid, seenAccount } from './accounts'
import { startSession } from './sessions'

export async function signInWithWechat(
  deps: Deps,
  code: string,
  from: string | null,
): Promise<SessionAnswer> {
  const result = await deps.wechat.code2session(code)
  if (result.kind === 'ok') {
    const account = await accountOfOpenid(deps, result.value.openid)
    return startSession(deps, account, from)
  }
  const failure = loginFailure(result)
  deps.log.warn(
    { failure, code: 'code' in result ? result.code : result.kind },
    'sign-in through WeChat failed',
  )
  await countAct(deps, { act: 'signInFailed', by: { from }, detail: failure })
  switch (failure) {
    case 'codeInvalid':
      throw new AppError('wechatCodeInvalid')
    case 'blocked':
      throw new AppError('wechatCodeInvalid', {
        message: '微信暂时不让这个账号登录，请到微信的“安全中心”查看原因后再试。',
      })
    case 'busy':
      throw new AppError('wechatUnavailable')
    case 'misconfigured':
      throw new AppError('wechatUnavailable', {
        message: '微信登录暂时用不了，我们已经记下，请稍后再试，或到村委会查看。',
      })
  }
}

/** The demo writes the accounts of its personas; nobody else enters without WeChat. */
export async function signInAsPersona(
  deps: Deps,
  persona: string,
  from: string | null,
): Promise<SessionAnswer> {
  const account = await seenAccount(deps, `demo-${persona}`)
  if (!account) throw new AppError('personaNotFound')
  return startSession(deps, account, from)
}
