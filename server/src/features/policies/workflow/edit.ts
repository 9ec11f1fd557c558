import { createHash } from 'node:crypto'
import { type Api, type FieldProblem, gateFields, isNeverStored, visibleText } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import type { Actor } from '../../accounts'
import { canonicalJson, reasonOf, type Stamp, takeStep } from '../../notices'
import type { PolicyChangeDoc, PolicyEditionDoc } from '../policies.model'
import { finishPolicyWork, withPolicyWork } from '../work/announce-work'
import { changedPolicy } from './content.rules'
import { objectionsIn, problemsOf } from './readiness.rules'
import { type PolicyWorking, policyStore } from './store'

/** What was approved or handed in becomes a draft again; its approval is void. */
const asDraft = { contentHash: '', approvedHash: null, scheduledFor: null } as const

export async function editPolicy(
  deps: Deps,
  actor: Actor,
  subject: string,
  { revision, content, change }: Api['PUT /api/policies/:id']['body'],
  stamp: Stamp | null,
): Promise<PolicyWorking> {
  const step = { actor, subject, verb: 'edit', stamp, now: deps.clock.now() } as const
  const { edition, work } = await takeStep(policyStore(deps), step, async (found) => {
    if (found.revision !== revision) throw new AppError('staleEdit')
    const changed = changedPolicy(found.content, content)
    const said = changedChange(found, change)
    const fields = [...changed.problems, ...said.problems]
    if (fields.length > 0) throw new AppError('invalidFields', { fields })
    return { set: { content: changed.content, change: said.change, ...asDraft } }
  })
  return { ...work, edition }
}

function changedChange(
  { change: before, editionNo }: PolicyEditionDoc,
  change: Partial<PolicyChangeDoc> | undefined,
): { change: PolicyChangeDoc | null; problems: FieldProblem[] } {
  if (change === undefined) return { change: before, problems: [] }
  if (editionNo === 1)
    return { change: null, problems: [{ field: 'change', message: '第一次公开没有更正说明。' }] }
  const { note, size } = { ...(before ?? unsaid), ...change }
  const problems = gateFields([{ field: 'change.note', title: '更正说明', text: note }], isNeverStored)
  return { change: { note: visibleText(note), size }, problems }
}

export const unsaid: PolicyChangeDoc = { note: '', size: null }

/** What a reviewer approves: the whole content, and what a correction says of itself. */
export const policyHash = ({ content, change }: Pick<PolicyEditionDoc, 'content' | 'change'>): string =>
  createHash('sha256')
    .update(canonicalJson([content, change]))
    .digest('hex')

/** Hands the draft to the reviewer, once nothing is missing and nothing is asked for that must not be. */
export async function submitPolicy(
  deps: Deps,
  actor: Actor,
  subject: string,
  { revision }: Api['POST /api/policies/:id/submit']['body'],
  stamp: Stamp | null,
): Promise<PolicyWorking> {
  const step = { actor, subject, verb: 'submit', stamp, now: deps.clock.now() } as const
  const { edition, work } = await takeStep(policyStore(deps), step, async (found) => {
    if (found.revision !== revision) throw new AppError('staleEdit')
    const objections = objectionsIn(found.content).map(({ field, message }) => ({ field, message }))
    const fields = [...problemsOf(found.content, found.change), ...objections]
    if (fields.length > 0) throw new AppError('notReady', { fields })
    return { set: { contentHash: policyHash(found), owed: withPolicyWork(found) } }
  })
  await finishPolicyWork(deps, edition)
  return { ...work, edition }
}

/** Approves exactly the content the reviewer read, or returns it with a reason. */
export async function reviewPolicy(
  deps: Deps,
  actor: Actor,
  subject: string,
  decided: Api['POST /api/policies/:id/review']['body'],
  stamp: Stamp | null,
): Promise<PolicyWorking> {
  const step = { actor, subject, verb: decided.decision, stamp, now: deps.clock.now() } as const
  const { edition, work } = await takeStep(policyStore(deps), step, async (found) => {
    const why = reasonOf(found, decided)
    return decided.decision === 'approve'
      ? { set: { approvedHash: decided.contentHash, owed: withPolicyWork(found) } }
      : { set: { owed: withPolicyWork(found) }, reason: why }
  })
  await finishPolicyWork(deps, edition)
  return { ...work, edition }
}
