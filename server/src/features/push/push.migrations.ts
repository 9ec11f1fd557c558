import type { Connection } from 'mongoose'
import { dropIndexes, type Migration, rewrite, storedIn } from '../../storage/migrations'
import { frequencyMigrations } from './frequency.migrations'

interface OldMatch {
  _id: string
  notice: string
  region: string
  reasons: string[]
  state: string
  claim?: string | null
}

interface OldItem {
  notice: string
  itemName: string
}

interface OldDelivery {
  _id: string
  items: OldItem[]
}

interface Named {
  _id: string
  item?: number
  category?: string
  name?: string
}

export const pushMigrations: readonly Migration[] = [
  {
    no: 2,
    name: 'matches carry a subject, reasons are codes',
    run: (db) =>
      rewrite<OldMatch>(db, 'matches', { subject: { $exists: false } }, async (page) => {
        const notices = await namedIn(
          db,
          'notices',
          page.map(({ notice }) => notice),
        )
        const regions = await namedIn(
          db,
          'regions',
          page.map(({ region }) => region),
        )
        return page.map((match) => {
          const about = { ...notices.get(match.notice), regionName: regions.get(match.region)?.name }
          return {
            $set: {
              subject: { kind: 'notice', id: match.notice },
              reasons: match.reasons.map((sentence) => reasonOf(sentence, match.region, about)),
              state: match.state === 'claimed' ? 'taken' : match.state,
              token: match.claim ?? null,
            },
            $unset: { notice: '', claim: '' },
          }
        })
      }),
  },
  {
    no: 3,
    name: 'sealed items carry a subject and a link',
    run: (db) =>
      rewrite<OldDelivery>(db, 'deliveries', { 'items.notice': { $exists: true } }, (page) =>
        page.map(({ items }) => ({ $set: { items: items.map(sealedItem) } })),
      ),
  },
  {
    no: 4,
    name: 'attempts carry an address and the effect of their answer',
    async run(db) {
      // Without these first: two attempts that have lost their openid would be the same to the unique one.
      await dropIndexes(db, 'attempts', ['openid_1', 'openid_1_state_1_startedAt_-1'])
      await rewrite<OldAttempt>(db, 'attempts', { effect: { $exists: false } }, (page) =>
        page.map((attempt) => ({
          $rename: { openid: 'address' },
          $set: { effect: effectOf(attempt), stopUntil: null },
        })),
      )
    },
  },
  ...frequencyMigrations,
  {
    no: 17,
    name: 'what waits for a digest and what is taken stand in fewer indexes',
    run: (db) => dropIndexes(db, 'matches', ['lane_1_nextAt_1__id_1', 'taken_by_id', 'delivery_1']),
  },
]

interface OldAttempt {
  _id: string
  state: string
  code: string | null
}

/** Earlier versions kept WeChat's code alone. */
function effectOf({ state, code }: OldAttempt): string | null {
  if (state === 'accepted' || state === 'unknown') return state
  if (state === 'sending') return null
  return code === '43101' ? 'grantGone' : code === '40003' ? 'addressGone' : 'refused'
}

const sealedItem = ({ notice, itemName, ...kept }: OldItem) => ({
  ...kept,
  subject: { kind: 'notice', id: notice },
  name: itemName,
  link: `pages/notice/index?id=${notice}`,
})

interface About {
  item?: number
  category?: string
  regionName?: string | undefined
}

/** Earlier versions kept the sentence: 订阅了财务公开. */
function reasonOf(sentence: string, region: string, { item, category, regionName }: About): string {
  if (sentence === '与我家有关') return 'household'
  if (sentence === '应急信息') return 'emergency'
  const label = sentence.replace(/^订阅了/, '')
  if (label === category) return `scope:${region}/${category}`
  const whole = label.endsWith('全部公开') || label === regionName || item === undefined
  return whole ? `scope:${region}` : `scope:${region}#${item}`
}

async function namedIn(db: Connection, name: string, ids: string[]): Promise<Map<string, Named>> {
  const found = await storedIn<Named>(db, name)
    .find({ _id: { $in: [...new Set(ids)] } }, { projection: { item: 1, category: 1, name: 1 } })
    .toArray()
  return new Map(found.map((one) => [one._id, one]))
}
