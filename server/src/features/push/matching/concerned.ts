import type { Deps } from '../../../deps'
import { inPages, mergePages, oneByOne } from '../../../storage/pages'
import { viewerIn, viewersOf } from '../../accounts'
import type { AnnouncementDoc, Description } from '../../announcements'
import { pushModels, type Reason, type SubscriptionDoc } from '../push.model'
import { isOpenToAll, subjectOf } from '../subjects'
import { addReason } from './matching.rules'

/** How many people are looked at together. */
export const pageOfPeople = 500

/** How many are read of one list at a time. */
const pageOfFollowers = 1000

/** One reason of one person. */
interface Because {
  _id: string
  person: string
  reason: Reason
}

type People = ReadonlyMap<string, Reason[]>

/**
 * Everybody who follows what is announced or whom it concerns, each once and with every reason, a page at a time: the
 * lists come in the order of the persons, and are read side by side.
 */
export async function* concernedBy(
  deps: Deps,
  announcement: AnnouncementDoc,
  about: Description,
): AsyncGenerator<People> {
  const lists = [
    ...announcement.scopes.map((scope) => followers(deps, scope, announcement.at)),
    concerns(deps, announcement),
  ]
  for await (const people of byPerson(mergePages(lists, isBefore, pageOfPeople))) {
    yield await readable(deps, people, about)
  }
}

const isBefore = (a: Because, b: Because): boolean =>
  a.person === b.person ? a._id < b._id : a.person < b.person

async function* followers({ db }: Deps, scope: string, at: Date): AsyncGenerator<Because[]> {
  const pages = inPages<SubscriptionDoc>(
    pushModels(db).Subscription,
    { scope, open: true, since: { $lte: at } },
    { by: 'person', size: pageOfFollowers, fields: ['person'] },
  )
  for await (const page of pages) {
    yield page.map(({ _id, person }) => ({ _id, person, reason: `scope:${scope}` as const }))
  }
}

async function* concerns(deps: Deps, announcement: AnnouncementDoc): AsyncGenerator<Because[]> {
  const found = (await subjectOf(deps, announcement.subject.kind)?.concerned(deps, announcement)) ?? []
  yield found.map(({ person, concern }) => ({ _id: '', person, reason: concern })).sort(compared)
}

const compared = (a: Because, b: Because): number => (a.person < b.person ? -1 : a.person > b.person ? 1 : 0)

/** A person is never cut in two by the end of a page. */
async function* byPerson(pages: AsyncGenerator<Because[]>): AsyncGenerator<Map<string, Reason[]>> {
  let people = new Map<string, Reason[]>()
  for await (const { person, reason } of oneByOne(pages)) {
    if (people.size === pageOfPeople && !people.has(person)) {
      yield people
      people = new Map()
    }
    addReason(people, person, reason)
  }
  if (people.size > 0) yield people
}

/** Who follows is told of what they may read; whom it concerns, of that in any case. */
async function readable(deps: Deps, people: People, about: Description): Promise<People> {
  if (isOpenToAll(about)) return people
  const following = [...people].filter(([, reasons]) => reasons.some(isScope)).map(([person]) => person)
  const viewers = await viewersOf(deps.db, following, deps.clock.now(), { ties: false })
  const left = [...people].map(([person, reasons]) => {
    const may = about.mayRead(viewerIn(viewers, person))
    return [person, may ? reasons : reasons.filter((reason) => !isScope(reason))] as const
  })
  return new Map(left.filter(([, reasons]) => reasons.length > 0))
}

const isScope = (reason: Reason): boolean => reason.startsWith('scope:')
