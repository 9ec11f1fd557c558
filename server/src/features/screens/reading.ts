import { type Api, hasPart, type ItemState, visitor } from '@hutang/shared'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import type { Actor } from '../accounts'
import {
  catalogueView,
  countEditions,
  endingsFor,
  itemStates,
  listNotices,
  nilLines,
  nilOffer,
  noticeView,
  search,
} from '../notices'
import { subscriptionOf } from '../push'
import { regionOf, regionRef } from '../regions'

type Screen<K extends keyof Api> = Promise<Api[K]['response']>

export const viewerOf = (actor: Actor | null) => actor?.viewer ?? visitor

export async function catalogueScreen(
  deps: Deps,
  code: string,
  category: string | undefined,
): Screen<'GET /api/screens/catalogue'> {
  const { region, categories, items, left } = await catalogueView(deps, code, category)
  return { region, categories, items: items.map(itemLine), left }
}

const itemLine = ({ item, state, stateText, lastAt }: ItemState) => ({
  no: item.no,
  name: item.level2,
  level1: item.level1,
  category: item.category,
  state,
  stateText,
  lastAt,
  audience: item.audience,
})

export async function itemScreen(
  deps: Deps,
  query: Api['GET /api/screens/item']['query'],
  actor: Actor | null,
): Screen<'GET /api/screens/item'> {
  const region = regionRef(await regionOf(deps, query.region))
  const state = (await itemStates(deps, region)).find(({ item }) => item.no === query.no)
  if (!state) throw new AppError('itemNotFound')
  const viewer = viewerOf(actor)
  const canWrite = hasPart(viewer.roles, region.code, 'write')
  const [{ items, next }, subscription, nils, offer] = await Promise.all([
    listNotices(deps, region, viewer, { item: query.no, cursor: query.cursor, ended: true }),
    subscriptionOf(deps, viewer.person, region, state.item),
    nilLines(deps, region, state.item, viewer),
    canWrite ? nilOffer(deps, region, state.item) : null,
  ])
  return {
    region,
    ...state,
    notices: items,
    ...(next ? { next } : {}),
    subscription,
    nils,
    nilOffer: offer,
    canWrite,
  }
}

export async function noticeScreen(
  deps: Deps,
  { id, edition }: Api['GET /api/screens/notice']['query'],
  actor: Actor | null,
): Screen<'GET /api/screens/notice'> {
  const viewer = viewerOf(actor)
  const notice = await noticeView(deps, id, viewer, edition)
  const [subscription, editions, endings] = await Promise.all([
    subscriptionOf(deps, viewer.person, notice.region, notice.item),
    countEditions(deps, id, viewer),
    endingsFor(deps, id, actor),
  ])
  const canCorrect =
    notice.state === 'published' &&
    !notice.gone &&
    notice.newest &&
    hasPart(viewer.roles, notice.region.code, 'write')
  return { notice, subscription, signedIn: actor !== null, editions, canCorrect, endings }
}

/** Items first, then notices: what the viewer may read of them. */
export async function searchScreen(
  deps: Deps,
  query: Api['GET /api/screens/search']['query'],
  actor: Actor | null,
): Screen<'GET /api/screens/search'> {
  const region = regionRef(await regionOf(deps, query.region))
  const { items, notices, next, near } = await search(deps, region, viewerOf(actor), query)
  return {
    region,
    items: (query.cursor ? [] : items).map(({ state: { item, state, stateText }, marks }) => ({
      no: item.no,
      name: item.level2,
      category: item.category,
      stateText,
      state,
      marks,
    })),
    notices,
    ...(next ? { next } : {}),
    near,
  }
}
