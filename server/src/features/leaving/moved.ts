import type { NoticeLine, Viewer } from '@hutang/shared'
import type { Deps } from '../../deps'
import type { Replaced } from '../../feature'
import { accountOf } from '../accounts'
import { announce, type Description, type Gone, type Subject } from '../announcements'
import { recordAct } from '../audit'
import { knownRegion, refOf, regionRefs } from '../regions'

const category = '我的账号'
const title = '您的认证已转到另一个微信'
const text = '这个微信已经看不到您家的内容。不是您本人办的，请马上打电话给村委会。'
const link = 'account/inbox/index'

/** It says itself what is told: the new account may be gone, and its claim with it, before the earlier one reads this. */
const idOf = ({ claim, account, region, at }: Replaced): string =>
  [claim, account, region, at.getTime()].join(':')

interface Moved {
  /** Who the account is by itself. */
  own: string
  region: string
  at: Date
}

async function movedBy(deps: Deps, id: string): Promise<Moved | null> {
  const [, account = '', region = '', ms] = id.split(':')
  const old = await accountOf(deps.db, account)
  return old && { own: old.own, region, at: new Date(Number(ms)) }
}

/** 换了微信: the earlier account is told, by itself and while it can still be reached. Repeatable. */
export async function tellReplaced(deps: Deps, replaced: Replaced): Promise<void> {
  const { account, by, claim, region, at } = replaced
  await recordAct(deps, `${claim}:${account}`, {
    ...{ act: 'wechatChanged', region, subject: claim },
    by: { account: { _id: by }, from: null },
  })
  await announce(deps, {
    ...{ subject: { kind: 'accountMoved', id: idOf(replaced) }, edition: '1' },
    ...{ kind: 'status', region, scopes: [], urgency: 'prompt', at },
    ...{ validUntil: null, visit: false, againHours: null },
  })
  deps.work.send()
}

async function describe(deps: Deps, id: string): Promise<Description | Gone> {
  const moved = await movedBy(deps, id)
  const place = moved && (await knownRegion(deps, moved.region))
  if (!moved || !place) return { gone: 'done' }
  return {
    ...{ gone: null, edition: id, title, name: category, category, item: null, text: async () => '' },
    ...{ publishedAt: moved.at, publishedBy: place.office.name || place.name, place: place.name, link },
    titleIsOpen: true,
    mayRead: (viewer) => viewer.person === moved.own,
    concerns: async (concern, person) => concern === 'account' && person === moved.own,
  }
}

async function lines(deps: Deps, ids: readonly string[], viewer: Viewer): Promise<NoticeLine[]> {
  const found = await Promise.all(ids.map(async (id) => ({ id, moved: await movedBy(deps, id) })))
  const own = found.flatMap(({ id, moved }) => (moved?.own === viewer.person ? [{ id, ...moved }] : []))
  const refs = await regionRefs(
    deps,
    own.map(({ region }) => region),
  )
  return own.map(({ id, region, at }) => ({
    ...{ id, region, regionName: refOf(refs, region).name, itemNo: 0, itemName: category, category },
    ...{ title, plain: text, publishedAt: at.toISOString(), link },
    ...{ audience: 'public', access: 'full', mine: true, state: 'none', stateText: null, own: [] },
  }))
}

/** 换了微信, as the earlier account reads it. */
export const movedSubject: Subject = {
  describe,
  lines,
  async concerned(deps, { subject }) {
    const moved = await movedBy(deps, subject.id)
    return moved ? [{ person: moved.own, concern: 'account' as const }] : []
  },
}
