import type { Visit, VisitList } from '@hutang/shared'
import type { Duty, Person } from './duties'
import { village } from './world'

/** The visit list as its cadre reads it, whole. */
export async function waitingVisits(
  read: (path: string) => Promise<{ body: VisitList }>,
): Promise<(Pick<Visit, 'id' | 'notice'> & { household: string })[]> {
  const found: Awaited<ReturnType<typeof waitingVisits>> = []
  for (let cursor = ''; ; ) {
    const query = cursor ? `?cursor=${encodeURIComponent(cursor)}` : ''
    const { households, next } = (await read(`/api/regions/${village}/visits${query}`)).body
    for (const { id: household, visits } of households)
      found.push(...visits.map(({ id, notice }) => ({ id, notice, household })))
    if (!next) return found
    cursor = next
  }
}

/** Where somebody was at the door with a notice, and has ticked it. */
export class Doors {
  #ticked = new Set<string>()

  tick(notice: string, household: string): void {
    this.#ticked.add(`${notice} ${household}`)
  }

  /** What a person hears of a withdrawal at their door. Which of its announcements was ticked, and for whom, is the service's. */
  see(duty: Duty, person: Person, earlier: readonly Duty[]): void {
    if (duty.kind !== 'withdrawn') return
    duty.door = this.#of(person, duty.notice.id, earlier)
    if (duty.door === 'perhaps') duty.always.add('inbox')
  }

  #of({ household, lives }: Person, notice: string, earlier: readonly Duty[]): Duty['door'] {
    if (!this.#ticked.has(`${notice} ${household}`)) return 'no'
    if (!earlier.some(({ allowed }) => allowed.has('visit'))) return 'no'
    const sure = earlier.every(
      ({ decided, allowed }) => decided && allowed.size === 1 && allowed.has('visit'),
    )
    return sure && lives ? 'yes' : 'perhaps'
  }
}
