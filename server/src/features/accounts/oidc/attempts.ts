import { createHash, randomBytes } from 'node:crypto'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { isDuplicate } from '../../../storage/duplicate'
import { moveAfter } from '../../../storage/marks'
import { noteAct } from '../../audit'
import {
  type AccountDoc,
  accountMark,
  accountModels,
  type OidcAttemptDoc,
  type SessionDoc,
} from '../accounts.model'
import { startSession } from '../sessions'
import { isAlive } from '../sessions.rules'
import type { Where } from '../where'
import { beginAt, type OidcConfig, OidcFailure, subjectOf } from './provider'

/** How long somebody may take at the provider. */
const minutes = 10
const hash = (text: string): string => createHash('sha256').update(text).digest('hex')
const random = (): string => randomBytes(32).toString('base64url')

export const oidcOf = ({ config }: Pick<Deps, 'config'>): OidcConfig | null =>
  config.oidc.issuer === '' ? null : config.oidc

const required = (deps: Pick<Deps, 'config'>): OidcConfig => {
  const config = oidcOf(deps)
  if (!config) throw new AppError('oidcNotConnected')
  return config
}

export const redirectOf = (origin: string): string => `${origin}/api/sessions/oidc/callback`

/**
 * Leaves for the provider: `browser` goes into a cookie, so that nobody else can end what was begun here.
 * `tie`: the account that is to be bound to whoever comes back, and the session that wants it.
 */
export async function leave(
  deps: Deps,
  origin: string,
  tie: { account: string; session: string } | null,
): Promise<{ url: string; browser: string }> {
  const config = required(deps)
  try {
    const { url, attempt } = await beginAt(config, deps, redirectOf(origin))
    const browser = random()
    await accountModels(deps.db).OidcAttempt.create({
      _id: hash(attempt.state),
      ...attempt,
      browser: hash(browser),
      tie: tie?.account ?? null,
      session: tie?.session ?? null,
      account: null,
      handoff: null,
      expiresAt: new Date(deps.clock.now().getTime() + minutes * 60_000),
    })
    return { url, browser }
  } catch (problem) {
    throw told(deps, problem)
  }
}

/** Comes back: answers a code with which this browser takes its session, once. */
export async function comeBack(
  deps: Deps,
  returned: URL,
  browser: string | undefined,
  origin: string,
): Promise<{ handoff: string } | { tied: true }> {
  const config = required(deps)
  const { OidcAttempt } = accountModels(deps.db)
  // Used up by the first return, whatever comes of it.
  const attempt = await OidcAttempt.findOneAndUpdate(
    {
      _id: hash(returned.searchParams.get('state') ?? ''),
      browser: hash(browser ?? ''),
      handoff: null,
      expiresAt: { $gt: deps.clock.now() },
    },
    { $set: { handoff: '' } },
  ).lean<OidcAttemptDoc>()
  if (!attempt) throw new AppError('oidcInvalid')
  try {
    const subject = await subjectOf(config, deps, attempt, returned, redirectOf(origin))
    const identity = `${config.issuer}#${subject}`
    if (attempt.tie) {
      await requireAlive(deps, attempt.session)
      await tie(deps, attempt.tie, identity)
      return { tied: true }
    }
    const account = await accountModels(deps.db).Account.findOne({ oidc: identity }).lean<AccountDoc>()
    if (!account) throw new AppError('oidcUnknown')
    const handoff = random()
    await OidcAttempt.updateOne(
      { _id: attempt._id },
      { $set: { handoff: hash(handoff), account: account._id } },
    )
    return { handoff }
  } catch (problem) {
    throw told(deps, problem)
  }
}

/** The session, for the browser that left and came back. */
export async function takeHandoff(deps: Deps, handoff: string, browser: string | undefined, where: Where) {
  const { OidcAttempt, Account } = accountModels(deps.db)
  const attempt = await OidcAttempt.findOneAndDelete({
    handoff: hash(handoff),
    browser: hash(browser ?? ''),
    expiresAt: { $gt: deps.clock.now() },
  }).lean<OidcAttemptDoc>()
  const account = attempt?.account ? await Account.findById(attempt.account).lean<AccountDoc>() : null
  if (!account) throw new AppError('oidcInvalid')
  return startSession(deps, account, where)
}

/** What was begun in a session ends with it. */
async function requireAlive({ db, clock }: Deps, session: string | null): Promise<void> {
  const found = await accountModels(db)
    .Session.findById(session ?? '')
    .lean<SessionDoc>()
  if (!found || !isAlive(found, clock.now())) throw new AppError('sessionExpired')
}

/** One account for each subject; one subject for each account. */
async function tie(deps: Deps, id: string, identity: string): Promise<void> {
  const { Account } = accountModels(deps.db)
  try {
    const { matchedCount } = await moveAfter(deps.marks, [accountMark(id)], () =>
      Account.updateOne({ _id: id, oidc: { $in: [null, identity] } }, { $set: { oidc: identity } }),
    )
    if (matchedCount === 0) throw new AppError('oidcTied')
  } catch (problem) {
    throw isDuplicate(problem) ? new AppError('oidcTied') : problem
  }
  await noteAct(deps, { act: 'oidcTied', by: { account: { _id: id }, from: null } })
}

export async function untie(deps: Deps, id: string): Promise<void> {
  await moveAfter(deps.marks, [accountMark(id)], () =>
    accountModels(deps.db).Account.updateOne({ _id: id }, { $set: { oidc: null } }),
  )
}

function told({ log }: Pick<Deps, 'log'>, problem: unknown): unknown {
  if (!(problem instanceof OidcFailure)) return problem
  log.warn({ problem: problem.problem, err: problem.cause }, 'sign-in through the provider failed')
  switch (problem.problem) {
    case 'unavailable':
      return new AppError('oidcUnavailable')
    case 'refused':
      return new AppError('oidcRefused')
    case 'invalid':
      return new AppError('oidcInvalid')
  }
}
