import {
  dateTimeText,
  keepsRegister,
  type MissedPart,
  type ToldPeople,
  toldHowText,
  type Viewer,
  visitsHouseholds,
} from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { offsetPage } from '../../../http/offset-cursor'
import type { Actor } from '../../accounts'
import { type AnnouncementDoc, announcementsAbout } from '../../announcements'
import { type Register, registerKept } from '../../register'
import { type PersonDoc, personsOf, regionOfHousehold } from '../../residents'
import { pushModels, type VisitDoc } from '../push.model'
import { codeText } from './codes.rules'
import { standings } from './ledger'
import { partNames } from './told.rules'

const limit = 50
const pageOfPersons = 1000

interface Asked {
  part: MissedPart
  announcement?: string | undefined
  cursor?: string | undefined
}

/** Whose names the viewer sees anyway: by the register, or on the visit list. */
export const seesNames = (viewer: Viewer, region: string): boolean =>
  keepsRegister(viewer, region) || visitsHouseholds(viewer, region)

/**
 * Who may have missed it, by household. What was read, dropped, or still waits is counted alone: such a list would tell who
 * follows what, who has muted it, and who reads it.
 */
export async function toldPeople(
  deps: Deps,
  { viewer }: Actor,
  notice: string,
  { part, announcement: asked, cursor }: Asked,
): Promise<ToldPeople> {
  const announced = await announcementsAbout(deps.db, { kind: 'notice', id: notice })
  const announcement = asked === undefined ? announced[0] : announced.find(({ _id }) => _id === asked)
  if (!announcement) throw new AppError('notFound', { message: '这条还没有告诉过谁。' })
  const whys = await missed(deps, notice, announcement, part)
  const { here, elsewhere } = await known(deps, viewer, [...whys.keys()])
  const registers = await registersOf(deps, here)
  const doors = doorsOf(here, registers).sort(inOrder)
  const { page, next } = offsetPage(doors, { cursor, limit })
  const told = await visitsTold(deps, announcement, page)
  return {
    announcement: announcement._id,
    part,
    name: partNames[part],
    households: page.map(({ id, code, name, group, people }) => ({
      ...{ id, code, name, group },
      persons: people.map((person) => ({ name: person.name, text: whys.get(person._id) ?? '' })),
      told: told.get(id) ?? null,
    })),
    elsewhere,
    ...(next ? { next } : {}),
  }
}

async function missed(
  { db, clock }: Deps,
  notice: string,
  announcement: AnnouncementDoc,
  part: MissedPart,
): Promise<Map<string, string>> {
  const whys = new Map<string, string>()
  const pages = standings(db, notice, new Map([[announcement._id, announcement]]), clock.now())
  for await (const page of pages) {
    for (const { match, standing } of page) {
      if (standing.part !== part) continue
      whys.set(match.person, standing.code ? codeText(standing.code, 'office', standing.effect) : '')
    }
  }
  return whys
}

/** Of villages whose names are not the viewer's to see, and of no village at all, only how many. */
async function known(
  { db }: Deps,
  viewer: Viewer,
  ids: readonly string[],
): Promise<{ here: PersonDoc[]; elsewhere: number }> {
  const here: PersonDoc[] = []
  for (let from = 0; from < ids.length; from += pageOfPersons) {
    const persons = await personsOf(db, ids.slice(from, from + pageOfPersons))
    here.push(
      ...persons.filter(
        ({ residence }) => residence && seesNames(viewer, regionOfHousehold(residence.household)),
      ),
    )
  }
  return { here, elsewhere: ids.length - here.length }
}

async function registersOf(deps: Deps, persons: readonly PersonDoc[]): Promise<Map<string, Register>> {
  const regions = new Set(
    persons.flatMap(({ residence }) => (residence ? regionOfHousehold(residence.household) : [])),
  )
  const kept = await Promise.all(
    [...regions].map(async (code) => [code, await registerKept(deps, code)] as const),
  )
  return new Map(kept)
}

interface Door {
  id: string
  code: string
  name: string
  group: string
  people: PersonDoc[]
}

function doorsOf(persons: readonly PersonDoc[], registers: ReadonlyMap<string, Register>): Door[] {
  const doors = new Map<string, Door>()
  for (const person of persons) {
    const id = person.residence?.household ?? person._id
    const found = doors.get(id)
    if (found) {
      found.people.push(person)
      continue
    }
    const household = registers.get(regionOfHousehold(id))?.byId.get(id)
    const { code = '', head = person.name, groupName: group = '' } = household ?? {}
    doors.set(id, { id, code, name: head, group, people: [person] })
  }
  return [...doors.values()]
}

const inOrder = (a: Door, b: Door): number => keyOf(a).localeCompare(keyOf(b), 'zh', { numeric: true })
const keyOf = ({ group, code, name }: Door): string => [group, code, name].join('\u0001')

/** Who of them was told by a visit or a call since. */
async function visitsTold(
  { db, clock }: Deps,
  { _id }: AnnouncementDoc,
  doors: readonly Door[],
): Promise<Map<string, string>> {
  const visits = await pushModels(db)
    .Visit.find(
      { _id: { $in: doors.map(({ id }) => `${_id}:${id}`) }, told: { $ne: null } },
      { household: 1, persons: 1, told: 1 },
    )
    .batchSize(limit + 1)
    .lean<Pick<VisitDoc, '_id' | 'household' | 'persons' | 'told'>[]>()
  return new Map(
    visits.flatMap(({ household, persons, told }) =>
      told
        ? [
            [
              household ?? persons[0] ?? '',
              `${dateTimeText(told.at, clock.now())} 已告知：${toldHowText[told.how]}`,
            ] as const,
          ]
        : [],
    ),
  )
}
