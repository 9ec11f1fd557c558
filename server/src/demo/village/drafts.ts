import type { Persona } from '@hutang/shared'
import draftsJson from '../../../../config/demo/drafts.json'
import { daysFrom } from './calendar'
import { elementsOf } from './notices/compose'
import { contentOf } from './notices/stated'
import { hutang } from './places'
import type { DemoDraft, DemoHousehold } from './types'

/** What waits on the cadres' desks: one still being written, one to review, one to publish. */
export function demoDrafts(base: Date, households: ReadonlyMap<string, DemoHousehold>): DemoDraft[] {
  const states = ['draft', 'submitted', 'approved'] as const
  return draftsJson.map((stated) => {
    const state = states.find((one) => one === stated.state)
    if (!state) throw new RangeError(`config/demo/drafts.json: unknown state ${stated.state}`)
    const writtenAt = daysFrom(base, -stated.ago, 15)
    const { texts, table, ...words } = contentOf(stated, writtenAt, households)
    const elements = elementsOf(hutang, stated.item).flatMap((name, at) =>
      texts[at] ? [{ name, text: texts[at] }] : [],
    )
    const author: Persona = 'clerk'
    return {
      region: hutang.code,
      item: stated.item,
      author,
      state,
      ...(state === 'approved' ? { reviewer: 'supervisor' as const } : {}),
      content: { ...words, elements, table: table ?? null },
      writtenAt,
    }
  })
}
