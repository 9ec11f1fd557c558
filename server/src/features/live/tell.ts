import type { Deps } from '../../deps'
import { newestIn, readableMark } from '../notices'
import { inboxMark, unreadOf, unreadOfMany } from '../push'
import { eventText, type Listener, type Listeners } from './listeners'

/** One query counts for so many persons. */
const personsAtOnce = 200
/** Publications come in bursts, and what is kept in memory has to follow the marks first. */
const lookAfterMs = 300

/** Tells open pages of what the marks say has changed, here or in another process. */
export function createTeller(deps: Deps, listeners: Listeners) {
  const newest = new Map<string, number>()
  const moved = new Set<string>()
  let countDue = false
  let timer: NodeJS.Timeout | null = null

  /** Tells who listens there, if what is newest is newer than before. */
  async function look(region: string): Promise<Date | null> {
    const at = await newestIn(deps, region)
    const before = newest.get(region)
    const now = at?.getTime() ?? 0
    newest.set(region, Math.max(now, before ?? 0))
    if (before !== undefined && now > before) {
      const text = eventText('notice', { region })
      for (const listener of listeners.in(region)) if (listener.begun) listeners.send(listener, text)
    }
    return at
  }

  async function count(): Promise<void> {
    const byPerson = listeners.byPerson()
    const persons = [...byPerson.keys()]
    for (let from = 0; from < persons.length; from += personsAtOnce) {
      const page = persons.slice(from, from + personsAtOnce)
      const found = await unreadOfMany(deps.db, page)
      for (const person of page) {
        const unread = found.get(person) ?? 0
        for (const one of byPerson.get(person) ?? []) tellUnread(one, unread)
      }
    }
  }

  function tellUnread(listener: Listener, unread: number): void {
    if (!listener.begun || listener.unread === unread) return
    listener.unread = unread
    listeners.send(listener, eventText('unread', { unread }))
  }

  async function tell(): Promise<void> {
    const regions = [...moved]
    const counting = countDue
    moved.clear()
    countDue = false
    for (const region of newest.keys()) if (listeners.in(region).size === 0) newest.delete(region)
    for (const region of regions) if (listeners.in(region).size > 0) await look(region)
    if (counting) await count()
  }

  function tellSoon(): void {
    timer ??= setTimeout(() => {
      timer = null
      tell().catch((error: unknown) => deps.log.error({ err: error }, 'live: open pages were not told'))
    }, lookAfterMs).unref()
  }

  deps.marks.listen((mark) => {
    if (listeners.size === 0) return
    for (const region of listeners.regions) {
      if (mark === null || readableMark(region) === mark) moved.add(region)
    }
    if (mark === null || mark === inboxMark) countDue = true
    if (moved.size > 0 || countDue) tellSoon()
    // Somebody else now, or nobody: they come again with a token that is looked at anew.
    listeners.end(({ marks }) => (mark === null ? marks.length > 0 : marks.includes(mark)))
  })

  return {
    /** The first word to a page: what it compares with what it shows. */
    async begin(listener: Listener): Promise<void> {
      const { region, person } = listener
      const at = await look(region)
      const state = { newest: at?.toISOString() ?? null }
      if (person !== null) listener.unread = await unreadOf(deps.db, person)
      listener.begun = true
      const whole = person === null ? state : { ...state, unread: listener.unread }
      listeners.send(listener, eventText('state', whole))
    },
    stop(): void {
      if (timer) clearTimeout(timer)
    },
  }
}
