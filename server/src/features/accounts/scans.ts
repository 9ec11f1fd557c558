import { randomBytes } from 'node:crypto'
import { type Api, officeRoles, type Viewer } from '@hutang/shared'
import { wechatConnected } from '../../config'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import { noteAct } from '../audit'
import { keyedHash } from '../residents'
import { accountOf } from './accounts'
import { accountModels, type ScanDoc } from './accounts.model'
import type { Actor } from './actor'
import { deviceText } from './device.rules'
import { startSession } from './sessions'
import type { Where } from './where'

/** How long a code on the screen is good. */
export const scanSeconds = 180
/** The page of the mini-program that opens on the phone. */
const page = 'account/scan/index'

const random = () => randomBytes(16).toString('base64url')
const secretHash = ({ config }: Pick<Deps, 'config'>, secret: string): string =>
  keyedHash('scan', secret, config.secrets.hashKey)

/**
 * 扫码登录: a code for a screen. Its id goes to the phone in the code, 22 characters of the 32 that a scene may have;
 * the secret stays in the browser, so that nobody who sees the code can take the session.
 */
export async function beginScan(
  deps: Deps,
  where: Where,
  origin: string,
): Promise<Api['POST /api/sessions/scans']['response']> {
  if (!wechatConnected(deps.config)) throw new AppError('wechatNotConnected')
  const [id, secret] = [random(), random()]
  const image = await deps.wechat.miniProgramCode({ scene: id, page })
  if (image.kind !== 'ok') {
    const code = image.kind === 'refused' ? image.code : undefined
    deps.log.warn({ failure: image.kind, code }, 'no code for a screen could be had from WeChat')
    throw new AppError('wechatUnavailable')
  }
  const now = deps.clock.now()
  const expiresAt = new Date(now.getTime() + scanSeconds * 1000)
  await accountModels(deps.db).Scan.create({
    _id: id,
    secretHash: secretHash(deps, secret),
    state: 'waiting',
    account: null,
    ...where,
    askedAt: now,
    expiresAt,
  })
  return {
    id,
    secret,
    image: image.value,
    expiresIn: scanSeconds,
    ...(deps.config.demo ? { link: `${origin}/#/${page}?scene=${id}` } : {}),
  }
}

/** What became of it; the session goes to the browser that holds the secret, once. */
export async function takeScan(
  deps: Deps,
  id: string,
  secret: string,
  where: Where,
): Promise<Api['POST /api/sessions/scans/:id']['response']> {
  const { Scan } = accountModels(deps.db)
  const own = { _id: id, secretHash: secretHash(deps, secret) }
  const scan = await Scan.findOne(own).lean<ScanDoc>()
  if (!scan) throw new AppError('scanGone')
  if (scan.state === 'refused') return { state: 'refused', session: null }
  if (scan.state === 'taken' || scan.expiresAt <= deps.clock.now()) return { state: 'over', session: null }
  if (scan.state === 'waiting') return { state: 'waiting', session: null }
  const taken = await Scan.findOneAndUpdate(
    { ...own, state: 'confirmed' },
    { $set: { state: 'taken' } },
  ).lean<ScanDoc>()
  const account = taken?.account ? await accountOf(deps.db, taken.account) : null
  if (!account) return { state: 'over', session: null }
  return { state: 'confirmed', session: await startSession(deps, account, where) }
}

/** What the phone shows before anybody agrees: which screen asks, and since when. */
export async function lookAtScan(
  deps: Deps,
  { viewer }: Actor,
  id: string,
): Promise<Api['GET /api/me/scans/:id']['response']> {
  const scan = await waiting(deps, id)
  return {
    device: deviceText(scan.device),
    network: scan.from,
    askedAt: scan.askedAt.toISOString(),
    expiresAt: scan.expiresAt.toISOString(),
    may: hasDesk(viewer),
  }
}

/** 登录 or 不是我, said once: whoever comes second is told that it is over. */
export async function decideScan(deps: Deps, actor: Actor, id: string, mine: boolean): Promise<void> {
  await waiting(deps, id)
  if (mine && !hasDesk(actor.viewer))
    throw new AppError('forbidden', { message: '扫码登录电脑工作台，只给有岗位的人用。您在手机上看就可以。' })
  const { modifiedCount } = await accountModels(deps.db).Scan.updateOne(
    { _id: id, state: 'waiting', expiresAt: { $gt: deps.clock.now() } },
    { $set: mine ? { state: 'confirmed', account: actor.account._id } : { state: 'refused' } },
  )
  if (modifiedCount === 0) throw new AppError('scanGone')
  await noteAct(deps, { act: mine ? 'scanConfirmed' : 'scanRefused', by: actor })
}

async function waiting({ db, clock }: Deps, id: string): Promise<ScanDoc> {
  const scan = await accountModels(db).Scan.findById(id).lean<ScanDoc>()
  if (scan?.state !== 'waiting' || scan.expiresAt <= clock.now()) throw new AppError('scanGone')
  return scan
}

const hasDesk = ({ roles }: Viewer): boolean =>
  roles.some(({ role }) => officeRoles.includes(role) || role === 'administrator' || role === 'operator')
