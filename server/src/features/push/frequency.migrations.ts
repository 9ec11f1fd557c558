import type { Connection } from 'mongoose'
import { dropIndexes, type Migration, rewrite, storedIn } from '../../storage/migrations'

const quickest = ['immediate', 'daily', 'weekly'] as const

interface OldSubscription {
  _id: string
  person: string
  wish: (typeof quickest)[number]
  open: boolean
}

interface OldPreference {
  _id: string
  wechat?: boolean
}

interface OldMatch {
  _id: string
  announcement: string
  wish: string
  state: string
  at: Date
  nextAt: Date | null
}

const channels = ['wechat', 'sms', 'email']

const usual = {
  hour: '18:30',
  weekday: 5,
  household: true,
  muted: [],
  welcomedAt: null,
}

/** From wishes by topic to one frequency a person. The wishes are taken away only when every preference has been made of them. */
export const frequencyMigrations: readonly Migration[] = [
  {
    no: 10,
    name: 'a person is told as often as the quickest of their wishes',
    async run(db) {
      await rewrite<OldPreference>(db, 'preferences', { frequency: { $exists: false } }, async (page) => {
        const frequencyOf = await frequenciesOf(
          db,
          page.map(({ _id }) => _id),
        )
        return page.map(({ _id, wechat }) => ({
          $set: { ...usual, frequency: frequencyOf(_id), channels: wechat === false ? [] : channels },
          $unset: { wechat: '' },
        }))
      })
      await forEachPage<OldSubscription>(db, 'subscriptions', { wish: { $exists: true } }, (page) =>
        chooseFor(
          db,
          page.map(({ person }) => person),
        ),
      )
      // Of the household they were told at once, whatever they followed.
      await forEachPage<{ _id: string; person: string }>(db, 'accounts', {}, (page) =>
        chooseFor(
          db,
          page.map(({ person }) => person),
        ),
      )
      await rewrite(db, 'subscriptions', { wish: { $exists: true } }, (page) =>
        page.map(() => ({ $set: { below: false, word: null }, $unset: { wish: '' } })),
      )
      await dropIndexes(db, 'subscriptions', ['scope_1_since_1'])
    },
  },
  {
    no: 11,
    name: 'matches wait in a lane',
    async run(db) {
      await rewrite<OldMatch>(db, 'matches', { lane: { $exists: false } }, async (page) => {
        const urgencies = await urgenciesOf(
          db,
          page.map(({ announcement }) => announcement),
        )
        return page.map(({ announcement, wish, at, nextAt }) => ({
          $set: {
            // What waited for a digest is in the first one there is.
            lane: wish === 'daily' || wish === 'weekly' ? 'digest' : 'now',
            nextAt: nextAt ?? at,
            urgency: urgencies.get(announcement) ?? 'ordinary',
            validUntil: null,
            againAt: null,
          },
          $unset: { wish: '' },
        }))
      })
      await dropIndexes(db, 'matches', ['state_1_wish_1_nextAt_1_at_1__id_1', 'state_1__id_1'])
    },
  },
  {
    no: 12,
    name: 'deliveries carry their channels, lines their category and reason',
    run: (db) =>
      rewrite<OldDelivery>(db, 'deliveries', { kind: 'immediate' }, async (page) => {
        const items = page.flatMap((delivery) => delivery.items ?? [])
        const [categories, reasons] = await Promise.all([categoriesOf(db, items), reasonsOf(db, items)])
        return page.map(({ result, items = [] }) => ({
          $set: {
            kind: 'single',
            channels: ['wechat'],
            visit: false,
            // WeChat said no, and nobody was asked to go there: it stayed in the inbox.
            ...(result === 'visit' ? { result: 'inbox' } : {}),
            items: items.map((item) => ({
              ...item,
              category: categories.get(item.subject.id) ?? '',
              why: whyOf(reasons.get(item.match) ?? [], item.name),
            })),
          },
        }))
      }),
  },
  {
    no: 13,
    name: 'attempts carry their provider and their price',
    run: (db) =>
      rewrite<{ _id: string; channel: string }>(db, 'attempts', { fen: { $exists: false } }, (page) =>
        page.map(({ channel }) => ({ $set: { provider: channel, fen: 0 } })),
      ),
  },
]

/** Who has no preference yet is told as often as the quickest of their wishes, and who has no wish at once. */
async function chooseFor(db: Connection, people: readonly string[]): Promise<void> {
  const preferences = storedIn<{ _id: string }>(db, 'preferences')
  const wanted = [...new Set(people)]
  const found = await preferences.find({ _id: { $in: wanted } }, { projection: { _id: 1 } }).toArray()
  const known = new Set(found.map(({ _id }) => _id))
  const missing = wanted.filter((person) => !known.has(person))
  if (missing.length === 0) return
  const frequencyOf = await frequenciesOf(db, missing)
  await preferences.bulkWrite(
    missing.map((_id) => ({
      updateOne: {
        filter: { _id },
        update: {
          $setOnInsert: {
            ...{ ...usual, textSize: null, frequency: frequencyOf(_id), channels },
            ...{ quietFrom: '22:00', quietTo: '07:00' },
          } as never,
        },
        upsert: true,
      },
    })),
    { ordered: false },
  )
}

async function frequenciesOf(db: Connection, people: readonly string[]): Promise<(person: string) => string> {
  const open = await storedIn<OldSubscription>(db, 'subscriptions')
    .find({ person: { $in: [...people] }, open: true, wish: { $in: [...quickest] } })
    .toArray()
  const wishes = new Map<string, Set<string>>()
  for (const { person, wish } of open) wishes.set(person, (wishes.get(person) ?? new Set()).add(wish))
  return (person) => quickest.find((one) => wishes.get(person)?.has(one)) ?? 'immediate'
}

const pageSize = 500

async function forEachPage<Doc extends { _id: string }>(
  db: Connection,
  name: string,
  filter: object,
  act: (page: Doc[]) => Promise<void>,
): Promise<void> {
  for (let last: string | null = null; ; ) {
    const page = (await storedIn<{ _id: string }>(db, name)
      .find(last === null ? filter : { ...filter, _id: { $gt: last } })
      .sort({ _id: 1 })
      .limit(pageSize)
      .toArray()) as unknown as Doc[]
    if (page.length === 0) return
    await act(page)
    last = page.at(-1)?._id ?? null
  }
}

async function urgenciesOf(db: Connection, ids: readonly string[]): Promise<Map<string, string>> {
  const found = await storedIn<{ _id: string; urgency: string }>(db, 'announcements')
    .find({ _id: { $in: [...new Set(ids)] } }, { projection: { urgency: 1 } })
    .toArray()
  return new Map(found.map(({ _id, urgency }) => [_id, urgency]))
}

interface OldItem {
  match: string
  subject: { kind: string; id: string }
  name: string
}

interface OldDelivery {
  _id: string
  result: string | null
  items?: OldItem[]
}

async function categoriesOf(db: Connection, items: readonly OldItem[]): Promise<Map<string, string>> {
  const found = await storedIn<{ _id: string; category: string }>(db, 'notices')
    .find(
      { _id: { $in: [...new Set(items.map(({ subject }) => subject.id))] } },
      { projection: { category: 1 } },
    )
    .toArray()
  return new Map(found.map(({ _id, category }) => [_id, category]))
}

async function reasonsOf(db: Connection, items: readonly OldItem[]): Promise<Map<string, string[]>> {
  const found = await storedIn<{ _id: string; reasons: string[] }>(db, 'matches')
    .find({ _id: { $in: items.map(({ match }) => match) } }, { projection: { reasons: 1 } })
    .toArray()
  return new Map(found.map(({ _id, reasons }) => [_id, reasons]))
}

/** The first reason as a sentence. */
function whyOf([reason = '']: readonly string[], name: string): string {
  if (reason === 'household') return '与我家有关'
  if (reason === 'emergency') return '应急信息'
  if (reason === 'received') return '您收到过这条公开'
  if (!reason.startsWith('scope:')) return ''
  const [, category] = reason.split('/')
  return `订阅了${reason.includes('#') ? name : (category ?? '全部公开')}`
}
