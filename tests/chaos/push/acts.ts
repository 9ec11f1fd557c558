import type { EditionWork, SubscriptionWish, VisitList } from '@hutang/shared'
import type { Acknowledged, Asking } from './asking'
import { contentOf, rowsAdded, withoutRows } from './content'
import { waitingVisits } from './doors'
import { type Notice, type Sort, scopesOf } from './duties'
import type { Happening } from './events'
import type { Model } from './model'
import { chosen } from './random'
import { sorts, wishOf } from './sorts'
import { everybody, householdCode, households, village, withAccounts } from './world'

const hour = 3_600_000

/** What people do, over HTTP; the model hears of what was acknowledged. */
export class Acts {
  readonly refused = new Map<string, number>()
  #asking: Asking
  #model: Model
  #now: () => number
  #count = 0

  constructor(asking: Asking, model: Model, now: () => number) {
    this.#asking = asking
    this.#model = model
    this.#now = now
  }

  async act(what: Happening): Promise<void> {
    switch (what.kind) {
      case 'publish':
        return this.#publish(what)
      case 'correct':
        return this.#correct(what)
      case 'withdraw':
        return this.#withdraw(what)
      case 'takeDown':
        return this.#takeDown(what)
      case 'follow':
        return this.#follow(what)
      case 'schedule': {
        const body = { ...what.schedule, textSize: 'standard' }
        const { span } = await this.#done(what.person, 'PUT', '/api/me/preferences', body)
        return this.#model.reschedule(what.person, what.schedule, span)
      }
      case 'mute':
        return this.#mute(what)
      case 'read':
        await this.#done(what.person, 'POST', '/api/me/inbox/read', {})
        return this.#model.read(what.person)
      case 'tick':
        return this.#tick(what)
      case 'moveOut':
        return this.#moveOut(what)
    }
  }

  async #publish({ sort, households: some, visit, validHours }: Extract<Happening, { kind: 'publish' }>) {
    const about = chosen(sorts, sort) as Sort
    const codes = about.ofHouseholds
      ? Array.from({ length: 4 }, (_, n) => (Math.floor(some * households) + n * 3) % households)
      : []
    const content = this.#content(about.item, codes, 1, ++this.#count)
    const validUntil = validHours === null ? null : this.#now() + validHours * hour
    const draft = await this.#done<EditionWork>('clerk', 'POST', '/api/notices', {
      ...{ region: village, item: about.item, content: withoutRows(content) },
    })
    const { notice } = draft.body
    let { revision } = draft.body
    if (content.table) {
      const changes = rowsAdded(content.table.rows)
      const rows = await this.#done<EditionWork>('clerk', 'POST', `/api/notices/${notice}/rows`, {
        ...{ revision, changes },
      })
      revision = rows.body.revision
    }
    if (validUntil !== null) {
      const telling = { validUntil: new Date(validUntil).toISOString() }
      const put = { revision, content: {}, telling }
      revision = (await this.#done<EditionWork>('clerk', 'PUT', `/api/notices/${notice}`, put)).body.revision
    }
    const span = await this.#released(notice, revision, { visit })
    if (!span) return
    this.#model.publish(
      {
        ...{ id: notice, sort: about, state: 'published', validUntil, visit },
        households: new Set(codes.map((at) => `${village}:${householdCode(at)}`)),
      },
      span,
    )
    this.#numbers.set(notice, { number: this.#count, edition: 1, codes })
  }

  #numbers = new Map<string, { number: number; edition: number; codes: readonly number[] }>()

  /** A title that is told apart from all others, and holds no sum. */
  #content = (item: number, codes: readonly number[], edition: number, number: number) =>
    contentOf(item, `示例公开${number}之${edition}`, codes)

  /** Handed in, approved and published; null where it was refused. */
  async #released(notice: string, revision: number, telling?: { visit: boolean }) {
    const path = `/api/notices/${notice}`
    const handed = await this.#ask<EditionWork>('clerk', 'POST', `${path}/submit`, {
      revision,
      confirmed: true,
    })
    if (handed.status !== 200) return this.#no('submit', handed)
    const { contentHash } = handed.body
    const approved = await this.#ask('supervisor', 'POST', `${path}/review`, {
      decision: 'approve',
      contentHash,
    })
    if (approved.status !== 200) return this.#no('review', approved)
    const body = { contentHash, ...(telling ? { telling } : {}) }
    const published = await this.#ask('publisher', 'POST', `${path}/publish`, body)
    return published.status === 200 ? published.span : this.#no('publish', published)
  }

  async #correct({ notice: of, size }: Extract<Happening, { kind: 'correct' }>) {
    const notice = chosen(this.#standing(), of)
    const known = notice && this.#numbers.get(notice.id)
    if (!known) return
    const path = `/api/notices/${notice.id}`
    const change = { note: '有一处写错了，现在改正。', size, displayAnew: false }
    const begun = await this.#ask<EditionWork>('clerk', 'POST', `${path}/correct`, { change })
    if (begun.status !== 201) return void this.#no('correct', begun)
    const { title } = this.#content(notice.sort.item, [], known.edition + 1, known.number)
    const put = { revision: begun.body.revision, content: { title }, change }
    const changed = await this.#ask<EditionWork>('clerk', 'PUT', path, put)
    if (changed.status !== 200) return void this.#no('change', changed)
    const span = await this.#released(notice.id, changed.body.revision)
    if (!span) {
      await this.#ask('clerk', 'DELETE', path)
      return
    }
    known.edition += 1
    if (size === 'major') this.#model.correct(notice.id, span)
  }

  async #withdraw({ notice: of, tell }: Extract<Happening, { kind: 'withdraw' }>) {
    const notice = chosen(this.#standing(), of)
    if (!notice) return
    const body = { reason: '发布有误，先撤回。', tell }
    const asked = await this.#ask('publisher', 'POST', `/api/notices/${notice.id}/withdraw`, body)
    if (asked.status !== 200) return void this.#no('withdraw', asked)
    this.#model.end(notice.id, 'withdrawn', tell, asked.span)
  }

  async #takeDown({ notice: of, tell }: Extract<Happening, { kind: 'takeDown' }>) {
    const notice = chosen(
      this.#standing().filter(({ sort }) => !sort.ofHouseholds),
      of,
    )
    if (!notice) return
    const path = `/api/notices/${notice.id}`
    const hidden = await this.#ask('supervisor', 'POST', `${path}/hide`, { reason: '误带了个人信息。' })
    if (hidden.status !== 200) return void this.#no('hide', hidden)
    const body = { reason: '误带了个人信息。', kinds: ['other'], tell }
    const asked = await this.#ask('publisher', 'POST', `${path}/takedown`, body)
    if (asked.status === 200) return this.#model.end(notice.id, 'takenDown', tell, asked.span)
    this.#no('takedown', asked)
    await this.#done('supervisor', 'POST', `${path}/unhide`, {})
  }

  async #follow({ person, scopes }: Extract<Happening, { kind: 'follow' }>) {
    const wishes = new Map<string, SubscriptionWish>()
    for (const one of scopes) {
      const sort = sorts[Math.floor(one * sorts.length)] as Sort
      const choices = scopesOf(village, sort)
      const scope = choices[Math.floor(((one * sorts.length) % 1) * choices.length)] as string
      wishes.set(scope, wishOf(scope, sort))
    }
    const subscriptions = [...wishes.values()]
    const { span } = await this.#done(person, 'PUT', '/api/me/subscriptions', { subscriptions })
    this.#model.follow(person, [...wishes.keys()], span)
  }

  async #mute({ person, notice: of, item }: Extract<Happening, { kind: 'mute' }>) {
    const notice =
      of === null
        ? undefined
        : chosen(
            this.#standing().filter((one) => !one.sort.ofHouseholds),
            of,
          )
    const sort = item === null ? undefined : chosen(sorts, item)
    const mutes = [
      ...(notice ? [{ notice: notice.id }] : []),
      ...(sort ? [{ region: village, item: sort.item }] : []),
    ]
    const asked = await this.#ask(person, 'PUT', '/api/me/mutes', { mutes })
    if (asked.status !== 200) return void this.#no('mute', asked)
    const muted = [...(notice ? [`notice:${notice.id}`] : []), ...(sort ? [`item:${sort.item}`] : [])]
    this.#model.mute(person, muted, asked.span)
  }

  async #tick({ visit: of }: Extract<Happening, { kind: 'tick' }>) {
    const visit = chosen(await waitingVisits((path) => this.#done<VisitList>('clerk', 'GET', path)), of)
    if (!visit) return
    const path = `/api/visits/${encodeURIComponent(visit.id)}/told`
    const asked = await this.#ask('clerk', 'POST', path, { how: 'inPerson' })
    if (asked.status !== 200) return void this.#no('tick', asked)
    if (visit.notice) this.#model.doors.tick(visit.notice, visit.household)
  }

  async #moveOut({ person: of }: Extract<Happening, { kind: 'moveOut' }>) {
    const here = everybody.filter(({ id }) => !withAccounts.some((one) => one.id === id))
    const person = chosen(
      here.filter(({ id }) => this.#model.people.get(id)?.lives),
      of,
    )
    if (!person) return
    const path = `/api/regions/${village}/register/people/${person.id}/end`
    const asked = await this.#ask('clerk', 'POST', path, {
      key: `moved-${person.id}-${'x'.repeat(10)}`,
      why: 'movedOut',
    })
    if (asked.status >= 300) return void this.#no('moveOut', asked)
    this.#model.moveOut(person.id, asked.span)
  }

  #standing = (): Notice[] =>
    [...this.#model.notices.values()].filter(({ state }) => state === 'published').slice(-12)

  #no(what: string, { status, body }: Acknowledged): null {
    const { code, message } = (body as { error?: { code: string; message: string } })?.error ?? {}
    const key = `${what} ${status} ${code} ${message}`
    this.refused.set(key, (this.refused.get(key) ?? 0) + 1)
    return null
  }

  #ask<T>(who: string, method: string, path: string, body?: unknown): Promise<Acknowledged<T>> {
    return this.#asking.ask<T>(who, method, path, body)
  }

  async #done<T>(who: string, method: string, path: string, body?: unknown): Promise<Acknowledged<T>> {
    const answer = await this.#ask<T>(who, method, path, body)
    if (answer.status < 300) return answer
    throw new Error(`${who}: ${method} ${path} ${answer.status} ${JSON.stringify(answer.body)}`)
  }
}
