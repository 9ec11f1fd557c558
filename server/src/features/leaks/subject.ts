import { leakToldText, type NoticeLine, ownHomes } from '@hutang/shared'
import type { Deps } from '../../deps'
import type { Description, Gone, Subject } from '../announcements'
import { findRegion, regionRef } from '../regions'
import { carersOf, homesBehind } from '../residents'
import { verifiedMembers } from './found'
import { type LeakDoc, type LeakHouseholdDoc, leakModels } from './leaks.model'
import { namedAs, pageOf, policyItem } from './place'

const leakOf = ({ db }: Pick<Deps, 'db'>, id: string) => leakModels(db).Leak.findById(id).lean<LeakDoc>()

const householdsTold = async ({ db }: Pick<Deps, 'db'>, notice: string): Promise<string[]> => {
  const found = await leakModels(db)
    .LeakHousehold.find({ notice, way: 'inbox' }, { household: 1 })
    .lean<Pick<LeakHouseholdDoc, 'household'>[]>()
  return found.map(({ household }) => household)
}

async function describe(deps: Deps, id: string): Promise<Description | Gone> {
  const leak = await leakOf(deps, id)
  const region = leak && (await findRegion(deps.db, leak.region))
  const item = region && namedAs(regionRef(region), leak.item)
  if (!leak || !region || !item) return { gone: 'notPublished' }
  return {
    gone: null,
    edition: leak.edition,
    title: leakToldText(leak.kinds, region.office.phone),
    name: item.level2,
    category: item.category,
    item: null,
    text: async () => '',
    publishedAt: leak.at,
    publishedBy: leak.body,
    place: region.name,
    link: pageOf(leak),
    titleIsOpen: false,
    mayRead: () => true,
    async concerns(concern, _person, viewer) {
      const told = concern === 'household' ? await householdsTold(deps, id) : []
      return viewer !== null && ownHomes(viewer).some(({ household }) => told.includes(household))
    },
  }
}

async function lines(deps: Deps, ids: readonly string[]): Promise<NoticeLine[]> {
  const found = await Promise.all(ids.map((id) => lineOf(deps, id)))
  return found.flat()
}

/** What was leaked and whom to call, in the words of the inbox; it leads to the tombstone. */
async function lineOf(deps: Deps, id: string): Promise<NoticeLine[]> {
  const leak = await leakOf(deps, id)
  const region = leak && (await findRegion(deps.db, leak.region))
  const item = region && namedAs(regionRef(region), leak.item)
  if (!leak || !region || !item) return []
  return [
    {
      id,
      region: leak.region,
      regionName: region.name,
      itemNo: leak.item,
      itemName: item.level2,
      category: item.category,
      title: leakToldText(leak.kinds, region.office.phone),
      plain: null,
      publishedAt: leak.at.toISOString(),
      audience: item.audience,
      access: 'title',
      ...(leak.item === policyItem ? { link: pageOf(leak) } : {}),
      mine: true,
      own: [],
      state: 'takenDown',
      stateText: '已撤下',
    },
  ]
}

/** Those whose data was taken down (个保法 57): told whatever they follow. */
export const leakSubject: Subject = {
  describe,
  lines,
  async concerned(deps, { subject }) {
    const households = await householdsTold(deps, subject.id)
    const [members, homesOf] = await Promise.all([
      verifiedMembers(deps, households),
      homesBehind(deps, households),
    ])
    const carers = await carersOf(deps.db, households.flatMap(homesOf))
    return [...new Set([...members.values(), ...carers.values()].flat())].map((person) => ({
      person,
      concern: 'household',
    }))
  },
}
