import { setTimeout as delay } from 'node:timers/promises'
import mongoose from 'mongoose'
import type { AttemptDoc, DeliveryDoc, MatchDoc } from '../../../server/src/features/push/push.model'
import { type AllModels, allModels } from '../../../server/src/models'
import type { Kind } from './duties'
import { addressOf } from './processes'

/** How far the service is: `waits`: nothing is due, and this is when something is looked at again. */
export type Still = { kind: 'busy'; what: string } | { kind: 'waits'; until: number } | { kind: 'rest' }

/** What the service says of one person and announcement. */
export interface Said {
  notice: string
  person: string
  kind: Kind
  at: number
  /** `told`, `unknown`, `visit`, `inbox`, `dropped:<why>`, or where it still stands. */
  outcome: string
}

const halfHour = 30 * 60_000
const answerMs = 10_000
const pauseMs = 200
const mostTries = 20

async function inTime<T>(answer: Promise<T>): Promise<T> {
  const end = new AbortController()
  const late = delay(answerMs, null, { signal: end.signal }).then(
    () => {
      throw new Error('the database does not answer')
    },
    () => undefined as never,
  )
  try {
    return await Promise.race([answer, late])
  } finally {
    end.abort()
  }
}

/** The database as the service keeps it, for the beginning, for knowing when it is at rest, and for what it says of itself. */
export class Ledger {
  #dataDir: string
  #connection: mongoose.Connection | null = null

  constructor(dataDir: string) {
    this.#dataDir = dataDir
  }

  async models(): Promise<AllModels> {
    this.#connection ??= await mongoose
      .createConnection(addressOf(this.#dataDir), { serverSelectionTimeoutMS: answerMs, autoIndex: false })
      .asPromise()
    return allModels(this.#connection)
  }

  /** Tried again, by a connection of its own, while the database changes hands. */
  async ask<T>(question: (models: AllModels) => Promise<T>): Promise<T> {
    for (let tries = 0; ; tries++) {
      try {
        return await inTime(this.models().then(question))
      } catch (error) {
        if (tries === mostTries) throw error
        const lost = this.#connection
        this.#connection = null
        void lost?.destroy().catch(() => undefined)
        await delay(pauseMs)
      }
    }
  }

  still(now: Date): Promise<Still> {
    return this.ask(async (models) => {
      const { Announcement, Match, Delivery, Attempt, Run, Notice, Edition } = models
      const due = { $lte: now }
      const slot = new Date(Math.floor(now.getTime() / halfHour) * halfHour)
      if ((await Run.countDocuments({ slot: { $gte: slot } })) === 0)
        return { kind: 'busy', what: 'no run of this half hour' }
      const counts = {
        'notices not finished': Notice.countDocuments({ 'owed.0': { $exists: true } }),
        // Whose turn it is at a desk is another matter.
        'editions not finished': Edition.countDocuments({ owed: 'current' }),
        'announcements not matched': Announcement.countDocuments({ matchedAt: null }),
        'matches due': Match.countDocuments({ state: 'pending', nextAt: due }),
        'matches taken': Match.countDocuments({ state: 'taken', delivery: null }),
        'deliveries due': Delivery.countDocuments({ state: { $ne: 'done' }, leaseUntil: due }),
        'deliveries open': Delivery.countDocuments({ state: 'open' }),
        'calls under way': Attempt.countDocuments({ state: 'sending' }),
        'runs pending': Run.countDocuments({ state: 'pending', slot: due }),
      }
      for (const [what, count] of Object.entries(counts)) {
        const found = await count
        if (found > 0) return { kind: 'busy', what: `${found} ${what}` }
      }
      const waiting = await Promise.all([
        Delivery.findOne({ state: { $ne: 'done' } })
          .sort({ leaseUntil: 1 })
          .lean<DeliveryDoc>(),
        Match.findOne({ state: 'pending', lane: 'burst' }).sort({ nextAt: 1 }).lean<MatchDoc>(),
      ])
      const times = [waiting[0]?.leaseUntil, waiting[1]?.nextAt].flatMap((at) => at?.getTime() ?? [])
      if (times.length > 0) return { kind: 'waits', until: Math.min(...times) }
      const taken = await Match.countDocuments({ state: 'taken' })
      return taken > 0 ? { kind: 'busy', what: `${taken} matches taken` } : { kind: 'rest' }
    })
  }

  /** Calls that have no answer yet, and those since then that will have none. */
  async underWay(since: Date): Promise<{ sending: Set<string>; unknown: Set<string> }> {
    const found = await this.ask(({ Attempt }) =>
      Attempt.find(
        { $or: [{ state: 'sending' }, { state: 'unknown', startedAt: { $gte: since } }] },
        { state: 1 },
      ).lean<Pick<AttemptDoc, '_id' | 'state'>[]>(),
    )
    const of = (state: AttemptDoc['state']) =>
      new Set(found.flatMap((one) => (one.state === state ? one._id : [])))
    return { sending: of('sending'), unknown: of('unknown') }
  }

  unknown = (): Promise<number> => this.ask(({ Attempt }) => Attempt.countDocuments({ state: 'unknown' }))

  /** By phone and template. */
  async freeGrants(): Promise<Map<string, number>> {
    const counts = await this.ask(({ Grant }) =>
      Grant.aggregate<{ _id: { openid: string; template: string }; n: number }>([
        { $match: { state: 'free' } },
        { $group: { _id: { openid: '$openid', template: '$template' }, n: { $sum: 1 } } },
      ]),
    )
    return new Map(counts.map(({ _id, n }) => [`${_id.openid} ${_id.template}`, n]))
  }

  /** Everything of one person, for whoever looks into what went wrong. */
  async of(person: string): Promise<string[]> {
    const { Match, Delivery, Attempt, Preference } = await this.models()
    const found = [
      await Preference.find({ _id: person }).lean(),
      await Match.find({ person }, { subject: 0, region: 0, announcement: 0 }).sort({ at: 1 }).lean(),
      await Delivery.find({ person }, { ...without('items', sealedWords) })
        .sort({ at: 1 })
        .lean(),
      await Attempt.find({ person, state: { $ne: 'accepted' } }).lean(),
    ]
    return found.flat().map((one) => JSON.stringify(one))
  }

  /** Notices with what was announced of them. */
  async announced(ids: readonly string[]): Promise<string[]> {
    const { Notice, Announcement } = await this.models()
    const found = [
      await Notice.find({ _id: { $in: ids } }, { _id: 1, state: 1, current: 1, owed: 1, hidden: 1 }).lean(),
      await Announcement.find({ 'subject.id': { $in: ids } }).lean(),
    ]
    return found.flat().map((one) => JSON.stringify(one))
  }

  said(): Promise<Said[]> {
    return this.ask(async ({ Match, Delivery }) => {
      const deliveries = await Delivery.find(
        {},
        { result: 1, reason: 1, 'items.match': 1, 'items.visit': 1 },
      ).lean<DeliveryDoc[]>()
      const results = new Map(deliveries.map((one) => [one._id, one]))
      const matches = await Match.find({ 'subject.kind': 'notice' }).lean<MatchDoc[]>()
      return matches.map((match) => ({
        notice: match.subject.id,
        ...{ person: match.person, kind: match.kind as Kind, at: match.at.getTime() },
        outcome: outcomeOf(match, results.get(match.delivery ?? '')),
      }))
    })
  }

  async close(): Promise<void> {
    await this.#connection?.destroy()
  }
}

const sealedWords = [
  'announcement',
  'subject',
  'region',
  'title',
  'name',
  'publishedAt',
  'publishedBy',
  'link',
  'why',
]
const without = (list: string, fields: readonly string[]) =>
  Object.fromEntries(fields.map((field) => [`${list}.${field}`, 0]))

function outcomeOf({ _id, state, outcome }: MatchDoc, delivery: DeliveryDoc | undefined): string {
  if (state === 'dropped' || state === 'superseded') return `dropped:${outcome}`
  if (state !== 'sent') return `still ${state}`
  if (!delivery) return 'no delivery'
  if (delivery.result === 'delivered') return 'told'
  // Of a digest only those are visited for which the publisher asked for it.
  const visited = delivery.items.some(({ match, visit }) => match === _id && visit)
  if (delivery.result === 'visit') return visited ? 'visit' : 'inbox'
  return delivery.result === 'dropped' ? `dropped:${delivery.reason}` : String(delivery.result)
}
