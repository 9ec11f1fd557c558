import type { SessionAnswer } from '@hutang/shared'
import { loginFailure } from '../../channels/wechat'
import { wechatConnected } from '../../config'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import { countAct, noteAct } from '../audit'
import { accountOfOpenid, accountOfPost, seenAccount } from './accounts'
import { findInvite, takeInvite } from './invites'
import { startSession } from './sessions'
import type { Where } from './where'

export async function signInWithWechat(deps: Deps, code: string, where: Where): Promise<SessionAnswer> {
  if (!wechatConnected(deps.config)) throw new AppError('wechatNotConnected')
  const result = await deps.wechat.code2session(code)
  if (result.kind === 'ok') {
    const account = await accountOfOpenid(deps, result.value.openid)
    return startSession(deps, account, where)
  }
  const failure = loginFailure(result)
  deps.log.warn(
    { failure, code: 'code' in result ? result.code : result.kind },
    'sign-in through WeChat failed',
  )
  await countAct(deps, { act: 'signInFailed', by: { from: where.from }, detail: failure })
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

/** The account stands before the code is used up: cut off in between, the code is still good. */
export async function signInWithInvite(deps: Deps, code: string, where: Where): Promise<SessionAnswer> {
  const found = await findInvite(deps, code)
  const account = found && (await accountOfPost(deps, found.person))
  if (!account || !(await takeInvite(deps, found.invite))) {
    await countAct(deps, { act: 'signInFailed', by: { from: where.from }, detail: 'inviteInvalid' })
    throw new AppError('inviteInvalid')
  }
  await noteAct(deps, {
    act: 'inviteUsed',
    by: { account, person: found.person, from: where.from },
    subject: account.person,
  })
  return startSession(deps, account, where)
}

/** The demo writes the accounts of its personas; nobody else enters without WeChat. */
export async function signInAsPersona(deps: Deps, persona: string, where: Where): Promise<SessionAnswer> {
  const account = await seenAccount(deps, `demo-${persona}`)
  if (!account) throw new AppError('personaNotFound')
  return startSession(deps, account, where)
}
