import type { Came } from './arrived'
import type { Ledger } from './ledger'
import type { Model } from './model'

interface Known {
  ledger: Ledger
  model: Model
  came: readonly Came[]
  say(line: string): void
}

const noticeIds = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

/** All that is known of those for whom something is wrong. */
export async function tellAll({ ledger, model, came, say }: Known, wrong: readonly string[]): Promise<void> {
  const notices = new Set(wrong.flatMap((line) => line.match(noticeIds) ?? []))
  for (const one of await ledger.announced([...notices])) say(one)
  for (const person of new Set(wrong.map((line) => line.split(':')[0] ?? ''))) {
    say(`of ${person}:`)
    const due = model.duties.filter((one) => one.person === person)
    for (const { notice, kind, allowed, decided, at } of due)
      say(
        `due ${notice.id} ${kind} ${new Date(at[0]).toISOString()} ${[...allowed]} ${decided ? '' : 'open'}`,
      )
    for (const one of await ledger.of(person)) say(one)
    for (const one of came) if (one.person === person) say(JSON.stringify(one))
  }
}
