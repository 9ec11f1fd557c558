import { randomUUID } from 'node:crypto'
import type { SessionAnswer } from '@hutang/shared'
import { loginFailure } from '../../channels/wechat'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import { isDuplicate } from '../../storage/duplicate'
import type { AccountDoc } from './identity.model'
import { startSession } from './sessions.service'

/** What an account is called until its owner says otherwise. */
export const unnamed = '微信用户'

export async function signInWithWechat(deps: Deps, code: string): Promise<SessionAnswer> {
  const result = await deps.wechat.code2session(code)
  if (result.kind === 'ok') {
    const account = await accountOf(deps, result.value.openid)
    return startSession(deps, account._id)
  }
  const failure = loginFailure(result)
  deps.log.warn(
    { failure, code: 'code' in result ? result.code : result.kind },
    'sign-in through WeChat failed',
  )
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

/** Personas' accounts are written by the demo; nobody else enters without WeChat. */
export async function signInAsPersona(deps: Deps, persona: string): Promise<SessionAnswer> {
  const account = await deps.models.Account.findOneAndUpdate(
    { openid: `demo-${persona}` },
    { $set: { seenAt: deps.clock.now() } },
  ).lean<AccountDoc>()
  if (!account) throw new AppError('personaNotFound')
  return startSession(deps, account._id)
}

/** One account an openid, whoever signs in first; a person left unwritten by a crash is written at the next sign-in. */
export async function accountOf(deps: Deps, openid: string): Promise<AccountDoc> {
  const account = (await upsertAccount(deps, openid)) ?? (await upsertAccount(deps, openid))
  if (!account) throw new AppError('internal')
  await ensureOwnPerson(deps, account)
  return account
}

async function upsertAccount(deps: Deps, openid: string): Promise<AccountDoc | null> {
  const now = deps.clock.now()
  const id = randomUUID()
  const own = `own-${id}`
  try {
    return await deps.models.Account.findOneAndUpdate(
      { openid },
      {
        $set: { seenAt: now },
        $setOnInsert: {
          _id: id,
          person: own,
          own,
          name: unnamed,
          verifiedAt: null,
          disputedAt: null,
          createdAt: now,
        },
      },
      { upsert: true, returnDocument: 'after', setDefaultsOnInsert: false },
    ).lean<AccountDoc>()
  } catch (error) {
    if (isDuplicate(error)) return null
    throw error
  }
}

export async function ensureOwnPerson(deps: Deps, account: Pick<AccountDoc, 'own' | 'name'>): Promise<void> {
  try {
    await deps.models.Person.updateOne(
      { _id: account.own },
      {
        $setOnInsert: {
          name: account.name,
          residence: null,
          enterprises: [],
          phoneHash: null,
          phoneSealed: null,
        },
      },
      { upsert: true, setDefaultsOnInsert: false },
    )
  } catch (error) {
    if (!isDuplicate(error)) throw error
  }
}
