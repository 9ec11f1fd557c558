import type { AppealStepName } from '@hutang/shared'
import type { Deps } from '../../deps'
import { eachSafely } from '../../each-safely'
import { inPages, oneByOne } from '../../storage/pages'
import { type Announced, announce } from '../announcements'
import { type AppealDoc, appealModels } from './appeals.model'

/** What the writer is told of: what others did, and the clock. */
export const toldToWriter: ReadonlySet<AppealStepName> = new Set([
  'acknowledged',
  'helper',
  'answered',
  'closed',
  'handedTo12345',
  'raised',
])

/** What waits at somebody's desk from then on. */
export const toldToOffice: ReadonlySet<AppealStepName> = new Set(['handed', 'raised', 'reopened', 'helper'])

export const subjectIdOf = (appeal: string, step: number): string => `${appeal}:${step}`

export function stepNamed(id: string): { appeal: string; at: number } | null {
  const [, appeal, at] = /^(.+):(\d+)$/.exec(id) ?? []
  return appeal ? { appeal, at: Number(at) } : null
}

/** Tells of every step that was not told yet. Repeatable: a step is announced once. */
export async function tellSteps(deps: Pick<Deps, 'db'>, appeal: AppealDoc): Promise<void> {
  const { _id, turn, steps, told } = appeal
  for (let at = told; at < steps.length; at++) {
    const step = steps[at]
    if (!step) continue
    const said = (kind: Announced['kind']): Announced => ({
      subject: { kind: 'appeal', id: subjectIdOf(_id, at) },
      ...{ edition: step.step, kind, region: appeal.office, scopes: [], urgency: 'prompt', at: step.at },
      ...{ validUntil: null, visit: false, againHours: null },
    })
    if (toldToOffice.has(step.step)) await announce(deps, said('work'))
    if (toldToWriter.has(step.step)) await announce(deps, said('published'))
  }
  await appealModels(deps.db).Appeal.updateOne({ _id, turn }, { $set: { owed: false, told: steps.length } })
}

/** What a crash left untold; answers for how many. */
export const tellOwed = (deps: Deps): Promise<number> =>
  eachSafely(
    deps.log,
    'a step of an appeal could not be told',
    oneByOne(inPages(appealModels(deps.db).Appeal, { owed: true })),
    (appeal) => tellSteps(deps, appeal),
  )
