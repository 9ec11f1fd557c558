// A village of so many subscribers, each a verified resident with an account; prints the token of the first.
import { randomUUID } from 'node:crypto'
import { shanghaiTime } from '@hutang/shared'
import type { Model } from 'mongoose'
import { issueAccessToken } from '../../server/src/features/accounts/tokens'
import { slotAt } from '../../server/src/features/push/digests/slots.rules'
import { defaultPreferences } from '../../server/src/features/push/following/preferences'
import type { MatchDoc, PreferenceDoc } from '../../server/src/features/push/push.model'
import { type AllModels, allModels } from '../../server/src/models'
import { aNotice, announceNotice, aVillage, hutang } from '../support/builders'
import { depsOver, openStore } from './push-store'

const [dataDir = '', count = '0', items = '0'] = process.argv.slice(2)
const people = Array.from({ length: Number(count) }, () => randomUUID())
const piece = 5000
const homeSize = 3
const now = new Date()
const hourAgo = new Date(now.getTime() - 3_600_000)
const slot = slotAt(now)

async function fill<Doc>(
  model: Model<Doc>,
  length: number,
  docOf: (n: number) => NoInfer<Doc>,
): Promise<void> {
  for (let from = 0; from < length; from += piece) {
    const docs = Array.from({ length: Math.min(piece, length - from) }, (_, n) => docOf(from + n))
    await model.insertMany(docs, { lean: true, ordered: false })
  }
}

const personOf = (n: number) => people[n] ?? ''
/** Matching writes person by person. */
const inOrder = [...people].sort()
const homeOf = (n: number) => `${hutang}:${Math.floor(n / homeSize)}`

/** `frequency`: of everybody; quiet hours would keep a bench of the night waiting. */
async function populate(models: AllModels, frequency: PreferenceDoc['frequency']): Promise<void> {
  const { Household, Person, Account, Preference, Subscription, Session } = models
  await aVillage(models)
  const how = {
    ...defaultPreferences,
    ...{ frequency, hour: shanghaiTime(slot), quietFrom: '00:00', quietTo: '00:00' },
  }
  const homes = Math.ceil(people.length / homeSize)
  await fill(Household, homes, (n) => ({
    _id: homeOf(n * homeSize),
    region: hutang,
    kind: 'residence' as const,
    code: String(n),
    group: n % 30,
    groupName: `${n % 30}组`,
    head: `示例${n}`,
    tied: [],
    ...{ area: null, row: null, estate: null, building: '', endedAt: null },
  }))
  await fill(Person, people.length, (n) => ({
    _id: personOf(n),
    name: `示例${n}`,
    ...{ relation: null, sex: null, birthYear: null, enterprises: [], phoneHash: null, phoneSealed: null },
    residence: {
      region: hutang,
      household: homeOf(n),
      member: true,
      state: 'living' as const,
      endedAt: null,
    },
  }))
  await fill(Account, people.length, (n) => ({
    _id: `account-${personOf(n)}`,
    openid: `openid-${personOf(n)}`,
    oidc: null,
    person: personOf(n),
    own: personOf(n),
    name: `示例${n}`,
    verifiedAt: hourAgo,
    disputedAt: null,
    createdAt: hourAgo,
    seenAt: hourAgo,
  }))
  await fill(Preference, people.length, (n) => ({ _id: personOf(n), ...how }))
  await fill(Subscription, people.length, (n) => ({
    _id: randomUUID(),
    person: personOf(n),
    region: hutang,
    ...{ below: false, category: null, item: null, word: null, scope: hutang },
    since: new Date(hourAgo.getTime() - 86_400_000),
    until: null,
    open: true,
  }))
  await Session.create({
    _id: 'session',
    account: `account-${personOf(0)}`,
    startedAt: now,
    expiresAt: new Date(now.getTime() + 86_400_000),
  })
}

const matchOf = (notice: string, person: string): MatchDoc => ({
  _id: `${notice}:${notice}-e1:published::${person}`,
  announcement: `${notice}:${notice}-e1:published`,
  person,
  subject: { kind: 'notice', id: notice },
  region: hutang,
  kind: 'published',
  urgency: 'ordinary',
  reasons: [`scope:${hutang}`],
  at: new Date(slot.getTime() - 3_600_000),
  validUntil: null,
  readAt: null,
  state: 'pending',
  delivery: null,
  token: null,
  outcome: null,
  lane: 'digest',
  nextAt: slot,
  againAt: null,
})

/** What waits for everybody's digest, as matching has left it. */
async function wait(models: AllModels): Promise<void> {
  const at = new Date(slot.getTime() - 3_600_000)
  for (let n = 1; n <= Number(items); n += 1) {
    const notice = await aNotice(models, { id: randomUUID(), item: 1 + (n % 40), at })
    await announceNotice(models, notice, at, { urgency: 'ordinary' })
    await fill(models.Match, people.length, (who) => matchOf(notice._id, inOrder[who] ?? ''))
  }
  await models.Announcement.updateMany({}, { matchedAt: at })
}

async function main(): Promise<void> {
  const store = await openStore(dataDir)
  const { config, clock } = depsOver(store.db)
  const models = allModels(store.db)
  await populate(models, items === '0' ? 'immediate' : 'daily')
  await wait(models)
  const account = `account-${personOf(0)}`
  console.log(issueAccessToken({ account, session: 'session' }, config.secrets.jwt, clock))
  await store.close()
}

void main()
