import {
  type Api,
  administers,
  type Handover,
  missingParts,
  type Post,
  type RegionRef,
  stateTextIn,
  type Viewer,
  worksFor,
} from '@hutang/shared'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import type { Actor } from '../accounts'
import { itemOfNotice } from '../catalogue'
import { type DeskLine, editionLines, orphansIn } from '../notices'
import { type RegionDoc, regionOf, regionRef, regionsWithin } from '../regions'
import { isWorking, personsOf, type RoleDoc, rolesIn } from '../residents'
import { handoversIn } from './handover'
import type { HandoverDoc } from './posts.model'
import { givenIn, inOrder, isShown, seesPosts } from './posts.rules'
import { postViews } from './view'

type List = Api['GET /api/regions/:code/posts']['response']

/** 岗位: who holds what in a place and in those right below it, what is missing, and what was handed over. */
export async function postsList(deps: Deps, actor: Actor, code: string): Promise<List> {
  const { viewer } = actor
  const region = await regionOf(deps, code)
  if (!seesPosts(viewer, code)) throw new AppError('forbidden')
  const within = await regionsWithin(deps, code)
  const shown = within.filter(({ _id, parent }) => _id === code || parent === code)
  const codes = within.map(({ _id }) => _id)
  const [roles, handovers] = await Promise.all([
    rolesIn(deps.db, codes),
    handoversIn(deps.db, codes, deps.clock.now()),
  ])
  const orphans = await orphansIn(deps, codes, roles)
  const here = new Set(shown.map(({ _id }) => _id))
  const wanted = roles.filter((role) => here.has(role.region) && role.role !== 'operator' && isShown(role))
  const posts = await postViews(deps, wanted, actor.person._id)
  const nameOf = new Map(within.map((one) => [one._id, regionRef(one)]))
  return {
    region: regionRef(region),
    manages: administers(viewer, code),
    roles: givenIn(region),
    groups: shown.map((one) => groupOf(one, posts, roles, within, deps.clock.now())),
    handovers: await handoverViews(deps, viewer, handovers, nameOf),
    orphans: [...orphans].flatMap(([place, count]) => {
      const ref = nameOf.get(place)
      return ref ? [{ region: ref, count }] : []
    }),
  }
}

function groupOf(
  region: RegionDoc,
  posts: readonly Post[],
  roles: readonly RoleDoc[],
  within: readonly RegionDoc[],
  now: Date,
): List['groups'][number] {
  const working = roles.filter((role) => isWorking(role, now))
  const here = posts.filter((post) => post.region.code === region._id)
  // Of a township in a county's list its villages are told in one line.
  const below = within.filter(({ parent }) => region.level === 'township' && parent === region._id)
  const lacking = below.filter(({ _id }) => missingParts(working, _id).length > 0)
  return {
    region: regionRef(region),
    posts: inOrder(here),
    warnings: [
      ...missingParts(working, region._id),
      ...(lacking.length > 0 ? [`${lacking.length}个村缺人：${fewNames(lacking)}。`] : []),
    ],
  }
}

const few = 5
const fewNames = (regions: readonly RegionDoc[]): string => {
  const names = regions.slice(0, few).map(({ name }) => name)
  return names.join('、') + (regions.length > few ? '等' : '')
}

async function handoverViews(
  deps: Deps,
  viewer: Viewer,
  handovers: readonly HandoverDoc[],
  regions: ReadonlyMap<string, RegionRef>,
): Promise<Handover[]> {
  if (handovers.length === 0) return []
  const persons = await personsOf(deps.db, [
    ...new Set(handovers.flatMap(({ person, to }) => [person, ...(to ? [to] : [])])),
  ])
  const names = new Map(persons.map(({ _id, name }) => [_id, name]))
  const places = [...new Set(handovers.map(({ region }) => region))]
  const lines = new Map<string, DeskLine>()
  for (const place of places) {
    const ids = handovers.filter(({ region }) => region === place).flatMap(({ editions }) => editions)
    for (const line of await editionLines(deps, place, viewer, ids)) lines.set(line._id, line)
  }
  return handovers.flatMap((one) => {
    const region = regions.get(one.region)
    if (!region) return []
    const to = one.to && (names.get(one.to) ?? null)
    return [
      {
        id: one._id,
        region,
        from: names.get(one.person) ?? '原来的人',
        to,
        at: one.at.toISOString(),
        text: handoverText(one.editions.length, to),
        lines: one.editions.flatMap((id) => handedLine(lines.get(id), region, viewer) ?? []),
      },
    ]
  })
}

/** 3件没办完的，已转给周雅琴 */
export const handoverText = (count: number, to: string | null): string =>
  to ? `${count}件没办完的，已转给${to}` : `${count}件没办完的，还没有人接手`

/** What a draft is called is for those who work there; an administrator reads which item it is of. */
function handedLine(line: DeskLine | undefined, region: RegionRef, viewer: Viewer) {
  if (!line) return null
  const itemName = itemOfNotice(region, line.item)?.level2 ?? `第 ${line.item} 项`
  return {
    notice: line.notice,
    title: (worksFor(viewer, region.code) && line.title.trim()) || itemName,
    itemNo: line.item,
    itemName,
    state: line.state,
    stateText: stateTextIn(line.state, region.level),
  }
}
