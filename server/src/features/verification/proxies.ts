import { randomUUID } from 'node:crypto'
import {
  type Api,
  gateFields,
  householdKey,
  keepsRegister,
  ownPersonKey,
  type ProxyView,
  personOfKey,
  plainHouseholdCode,
  plainName,
  type Viewer,
  visibleText,
} from '@hutang/shared'
import { refuseBadWords } from '../../channels/words'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import type { Actor } from '../accounts'
import { noteAct } from '../audit'
import { refOf, regionOf, regionRefs } from '../regions'
import {
  agreeToProxy,
  askProxy,
  beginProxy,
  endProxies,
  type HouseholdProxyDoc,
  homeByPhoneTail,
  homesBehind,
  householdByCode,
  proxiesOf,
  proxyOf,
} from '../residents'
import { takeTry, tryKey } from './tries'

type Asked = Api['POST /api/me/proxies']['body']
type Proxies = Api['GET /api/me/proxies']['response']

const asksADay = 10
const relationTitle = '您是他家什么人'
/** What nobody has answered by then is no longer asked. */
const askedForMs = 30 * 86_400_000

/** Asked whatever was written: whether the register knows the household is not for the asker to learn here. */
export async function askForProxy(deps: Deps, actor: Actor, body: Asked): Promise<ProxyView> {
  const region = await regionOf(deps, body.region)
  const { said, relation } = requireWritten(region.level, body)
  await takeTry(deps, tryKey(deps, 'proxy', actor.account._id), asksADay)
  const household = await householdMeant(deps, region._id, body)
  if (household !== null && household === actor.viewer.residences[0]?.household)
    throw new AppError('wrongState', { message: '这是您自己家，消息本来就会告诉您。' })
  const where = { what: 'proxy' as const, region: region._id }
  await refuseBadWords(deps, actor.account, where, [
    { field: 'relation', title: relationTitle, text: relation },
  ])
  const proxy: HouseholdProxyDoc = {
    ...{ _id: randomUUID(), region: region._id, household, said, relation },
    ...{ person: actor.person._id, account: actor.account._id, name: actor.account.name },
    ...{ state: 'asked', open: true, at: deps.clock.now(), heldSince: null, consent: null },
    ...{ endedAt: null, endedBy: null },
  }
  return proxyView(deps, await askProxy(deps.db, proxy))
}

function requireWritten(level: string, body: Asked): { said: string; relation: string } {
  const code = plainHouseholdCode(body.householdCode ?? '')
  const name = plainName(body.name ?? '')
  const relation = visibleText(body.relation)
  const byCode = body.householdCode !== undefined
  const fields = [
    ...(level === 'village' ? [] : [{ field: 'region', message: '请选到村，户是在村里登记的。' }]),
    ...(byCode && householdKey(code) === '' ? [{ field: 'householdCode', message: '户号：不能为空。' }] : []),
    ...(byCode === (body.name !== undefined || body.phoneTail !== undefined)
      ? [{ field: 'householdCode', message: '请填户号，或者填家里人的姓名和手机后四位。' }]
      : []),
    ...(!byCode && name === '' ? [{ field: 'name', message: '姓名：不能为空。' }] : []),
    ...(!byCode && body.phoneTail === undefined
      ? [{ field: 'phoneTail', message: '手机后四位：不能为空。' }]
      : []),
    ...(relation === '' ? [{ field: 'relation', message: `${relationTitle}：不能为空。` }] : []),
    ...gateFields([
      { field: 'householdCode', title: '户号', text: code },
      { field: 'name', title: '姓名', text: name },
      { field: 'relation', title: relationTitle, text: relation },
    ]),
  ]
  if (fields.length > 0) throw new AppError('invalidFields', { fields })
  return { said: byCode ? code : name, relation }
}

/** The 户籍户 that is meant: of one that has merged away, or of a 承包户, the one that it belongs to. */
async function householdMeant(deps: Deps, region: string, body: Asked): Promise<string | null> {
  if (body.householdCode === undefined)
    return homeByPhoneTail(deps, region, plainName(body.name ?? ''), body.phoneTail ?? '')
  const written = await householdByCode(deps.db, region, plainHouseholdCode(body.householdCode))
  if (!written) return null
  if (written.kind === 'residence' && !written.endedAt) return written._id
  const homesOf = await homesBehind(deps, [written._id])
  return homesOf(written._id)[1] ?? null
}

/** Whom I look after, who looks after the household where I am a verified resident, and who may see what is mine alone. */
export async function ownProxies(deps: Deps, { person, viewer }: Actor): Promise<Proxies> {
  const home = viewer.residences[0]?.household
  const own = ownPersonKey(viewer)
  const givers = [own, home].filter((one) => typeof one === 'string')
  const [mine, given] = await Promise.all([
    proxiesOf(deps.db, { person: person._id }),
    givers.length === 0 ? [] : proxiesOf(deps.db, { household: { $in: givers } }),
  ])
  const ours = givers.flatMap((giver) => given.filter(({ household }) => household === giver))
  const open = (some: HouseholdProxyDoc[]) => views(deps, some.filter(stillOpen(deps.clock.now())))
  return { mine: await open(mine), ours: await open(ours) }
}

const stillOpen =
  (now: Date) =>
  ({ state, at }: HouseholdProxyDoc): boolean =>
    state === 'held' || now.getTime() - at.getTime() < askedForMs

/** By who asked; one that has ended already is no fault. */
export async function endOwnProxy(deps: Deps, actor: Actor, id: string): Promise<Proxies> {
  const proxy = await proxyOf(deps.db, id)
  if (proxy?.person !== actor.person._id) throw notFound()
  await endProxies(deps, { _id: id }, 'asker')
  return ownProxies(deps, actor)
}

/** A member for the household; what is one person's alone only that person. */
const givesConsent = (viewer: Viewer, { household }: HouseholdProxyDoc): boolean =>
  household !== null && [viewer.residences[0]?.household, ownPersonKey(viewer)].includes(household)

/**
 * By a verified member of the household, or by who keeps the register, with the household's written consent. Nobody
 * agrees to what they ask for themselves.
 */
export async function decideProxy(deps: Deps, actor: Actor, id: string, agreed: boolean): Promise<ProxyView> {
  const proxy = await proxyOf(deps.db, id)
  const member = proxy !== null && givesConsent(actor.viewer, proxy)
  if (!proxy || !(member || keepsRegister(actor.viewer, proxy.region))) throw notFound()
  const by = member ? 'member' : 'office'
  if (agreed) await agree(deps, actor, proxy, by)
  else await endProxies(deps, { _id: id }, by)
  if (!member || agreed)
    await noteAct(deps, {
      act: agreed ? 'proxyAgreed' : 'proxyEnded',
      by: actor,
      region: proxy.region,
      subject: id,
    })
  return proxyView(deps, (await proxyOf(deps.db, id)) ?? proxy)
}

async function agree(
  deps: Deps,
  actor: Actor,
  proxy: HouseholdProxyDoc,
  by: 'member' | 'office',
): Promise<void> {
  if (proxy.person === actor.person._id || proxy.account === actor.account._id)
    throw new AppError('forbidden', { message: '自己申请的，要由那一户的人或村委会来同意。' })
  if (proxy.household === null)
    throw new AppError('wrongState', { message: '户籍册里没有对上这一户，请核对户号或姓名后重新申请。' })
  if (!stillOpen(deps.clock.now())(proxy))
    throw new AppError('wrongState', { message: '申请已过 30 天，请对方重新申请。' })
  const held = proxy.state === 'held' ? proxy : await agreeToProxy(deps, proxy._id, by)
  if (!held?.open) throw new AppError('wrongState', { message: '这份申请已经结束，请对方重新申请。' })
  await beginProxy(deps, held)
}

/** For the office of the village: whom it may agree for, and what is agreed to. */
export async function proxiesInVillage(
  deps: Deps,
  actor: Actor,
  code: string,
): Promise<Api['GET /api/regions/:code/proxies']['response']> {
  await regionOf(deps, code)
  if (!keepsRegister(actor.viewer, code)) throw new AppError('forbidden')
  const all = (await proxiesOf(deps.db, { region: code })).filter(stillOpen(deps.clock.now()))
  const shown = await views(deps, all)
  return { proxies: shown.map((one, at) => ({ ...one, household: all[at]?.household ?? '' })) }
}

const notFound = () => new AppError('notFound', { message: '没有这份代收申请，请刷新页面再看。' })

export async function proxyView(deps: Deps, proxy: HouseholdProxyDoc): Promise<ProxyView> {
  const [shown] = await views(deps, [proxy])
  return shown as ProxyView
}

async function views(deps: Deps, proxies: readonly HouseholdProxyDoc[]): Promise<ProxyView[]> {
  const refs = await regionRefs(
    deps,
    proxies.map(({ region }) => region),
  )
  return proxies.map(({ _id, region, household, said, name, relation, state, at, heldSince }) => ({
    ...{ id: _id, region: refOf(refs, region), said, name, relation, state },
    covers: personOfKey(household ?? '') === null ? ('household' as const) : ('person' as const),
    at: at.toISOString(),
    heldSince: heldSince?.toISOString() ?? null,
  }))
}
