import type { Deps } from '../../deps'
import type { Leaked } from '../../feature'
import { insertMissing, insertOnce } from '../../storage/insert-once'
import { accountsOfPersons, isVerified } from '../accounts'
import { announce } from '../announcements'
import { livingByHousehold } from '../residents'
import { leakModels, leaksMark } from './leaks.model'

/** The verified residents of some households, by household. */
export async function verifiedMembers(
  deps: Pick<Deps, 'db' | 'marks'>,
  households: readonly string[],
): Promise<Map<string, string[]>> {
  const members = await livingByHousehold(deps, households)
  const accounts = await accountsOfPersons(deps.db, [
    ...new Set([...members.values()].flat().map(({ _id }) => _id)),
  ])
  const verified = new Set(accounts.filter(isVerified).map(({ person }) => person))
  const reachable = [...members].map(
    ([household, people]) =>
      [household, people.map(({ _id }) => _id).filter((id) => verified.has(id))] as const,
  )
  return new Map(reachable.filter(([, people]) => people.length > 0))
}

/**
 * Notes what was taken down and whose data it was: who has a verified member is told in the inbox, the others are for
 * somebody to go to. The case comes first and the announcement last; each has a key of its own, so it may be repeated.
 */
export async function leakFound(deps: Deps, leaked: Leaked): Promise<void> {
  const { Leak, LeakHousehold, LeakReport } = leakModels(deps.db)
  const { households, notice, edition, region, at, by } = leaked
  const { item, publishedAt, body, reason, kinds, hiddenAt, hiddenBy } = leaked
  await insertOnce(Leak, {
    _id: notice,
    notice,
    region,
    item,
    edition,
    publishedAt,
    hiddenAt,
    hiddenBy,
    at,
    by,
    body,
    reason,
    kinds: [...kinds],
  })
  const reachable = await verifiedMembers(
    deps,
    households.map(({ household }) => household),
  )
  await insertMissing(
    LeakHousehold,
    households.map(({ household }) => ({
      _id: `${notice}:${household}`,
      notice,
      region,
      household,
      way: reachable.has(household) ? ('inbox' as const) : ('slip' as const),
      told: null,
    })),
  )
  await LeakReport.updateMany(
    { notice, state: 'open' },
    { $set: { state: 'closed', closed: { done: '已撤下。', by, at } } },
  )
  await announce(deps, {
    subject: { kind: 'leak', id: notice },
    edition,
    kind: 'leaked',
    region,
    scopes: [],
    urgency: 'prompt',
    at,
    validUntil: null,
    visit: false,
    againHours: null,
  })
  await deps.marks.move(leaksMark)
}

/** What people wrote of a leak may repeat it. */
export async function eraseReports({ db, marks }: Deps, notice: string): Promise<void> {
  await leakModels(db).LeakReport.updateMany({ notice }, { $set: { what: '' } })
  await marks.move(leaksMark)
}
