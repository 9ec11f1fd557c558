import {
  type EndingRefusal,
  type EndingSubject,
  type EndingVerb,
  type ErrorCode,
  endingOf,
  endingRefusal,
  endingRefusalText,
  gateFields,
  visibleText,
} from '@hutang/shared'
import type { UpdateQuery } from 'mongoose'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { isDuplicate } from '../../../storage/duplicate'
import type { Actor } from '../../accounts'
import { type Act, recordAct } from '../../audit'
import { type EditionDoc, type NoticeDoc, type NoticeStepDoc, noticeModels } from '../notices.model'
import { readableChanged } from '../reading/region-mark'
import { refuseReused, type Stamp } from '../workflow/idempotency'
import { roleLine } from './deciders'

/** Rounds a step may lose to others before it gives up; each time everything is looked at anew. */
const rounds = 4

export interface AskedStep {
  actor: Actor
  id: string
  verb: EndingVerb
  reason: string | undefined
  stamp: Stamp | null
}

/** What a step changes besides what every step changes; written in one update with it. */
export type Change = { $set: UpdateQuery<NoticeDoc>; owed?: NoticeDoc['owed'] }

/**
 * One step of a notice as a whole: allowed by the table of endings, then one update that holds only if no other step
 * came between. Answers the notice as it is after it, also to the repeat of a request that has taken effect.
 */
export async function takeEnding(
  deps: Deps,
  wanted: AskedStep,
  change: (notice: NoticeDoc, step: NoticeStepDoc) => Promise<Change> | Change,
): Promise<NoticeDoc> {
  const { actor, id, verb, stamp } = wanted
  for (let round = 0; round < rounds; round++) {
    const { notice, done } = await asked(deps, id, stamp)
    if (done) return notice
    refuseEnding(verb, subjectOf(notice), actor, deps.clock.now())
    const step = stepBy(notice, wanted, deps.clock.now())
    const changed = await change(notice, step)
    await recordAct(deps, `${id}:${notice.turn ?? 0}`, {
      act: acts[verb],
      by: actor,
      region: notice.region,
      subject: id,
    })
    const after = await write(deps, notice, step, changed)
    if (after) return after
  }
  throw new AppError('wrongState')
}

interface Asked extends NoticeDoc {
  /** In whose documents the key stands. */
  editions?: Pick<EditionDoc, 'history'>[]
  made?: Pick<NoticeDoc, 'madeHash'>[]
  taken?: Pick<NoticeDoc, 'steps'>[]
}

/** The notice, and whether this request has taken effect on it; another request under its key is refused. One command. */
async function asked(
  { db }: Deps,
  id: string,
  stamp: Stamp | null,
): Promise<{ notice: NoticeDoc; done: boolean }> {
  const { Edition, Notice } = noticeModels(db)
  const [notices, own] = [Notice.collection.name, Edition.collection.name]
  const [found] = await Notice.aggregate<Asked>([
    { $match: { _id: id } },
    ...(stamp
      ? [
          { $set: { asked: stamp.key } },
          { $lookup: { from: own, localField: 'asked', foreignField: 'history.key', as: 'editions' } },
          { $lookup: { from: notices, localField: 'asked', foreignField: 'madeBy', as: 'made' } },
          { $lookup: { from: notices, localField: 'asked', foreignField: 'steps.key', as: 'taken' } },
          { $unset: 'asked' },
        ]
      : []),
  ])
  if (!found?.current || found.state === 'none') throw new AppError('noticeNotFound')
  const { editions = [], made = [], taken = [], ...notice } = found
  const steps = [...editions.map(({ history }) => history), ...taken.map(({ steps = [] }) => steps)].flat()
  const used = steps.filter(({ key }) => key === stamp?.key).map(({ hash }) => hash ?? '')
  refuseReused([...used, ...made.map(({ madeHash }) => madeHash ?? '')], stamp)
  return { notice, done: notice.steps?.some(({ key }) => key !== null && key === stamp?.key) ?? false }
}

export const subjectOf = ({ state, region, hidden, steps, current }: EndingNotice): EndingSubject => ({
  state,
  region,
  hidden: hidden ?? null,
  hiders: (steps ?? [])
    .filter(({ verb, edition }) => verb === 'hide' && edition === current)
    .flatMap(({ person, account }) => [person ?? [], account ?? []].flat()),
})

/** What the table of endings asks about: a notice, or a policy. */
interface EndingNotice extends Pick<NoticeDoc, 'state' | 'region' | 'hidden' | 'current'> {
  steps?: { verb: string; edition: string; person: string | null; account?: string | null }[]
}

const codes: Record<EndingRefusal, ErrorCode> = {
  forbidden: 'forbidden',
  secondPerson: 'secondPerson',
  hiddenBefore: 'forbidden',
  notHidden: 'wrongState',
  hiddenNow: 'hiddenNow',
  wrongState: 'wrongState',
}

/** The table's answer for this viewer, as the error that the request gets. */
export function refuseEnding(
  verb: EndingVerb,
  subject: EndingSubject,
  { viewer }: Pick<Actor, 'viewer'>,
  now: Date,
  texts: Record<EndingRefusal, string> = endingRefusalText,
): void {
  const { person, account, roles } = viewer
  const refused = endingRefusal(verb, subject, { person: person ?? '', account, roles }, now)
  if (refused) throw new AppError(codes[refused], { message: texts[refused] })
}

function stepBy(notice: NoticeDoc, { actor, verb, reason, stamp }: AskedStep, at: Date): NoticeStepDoc {
  return {
    verb,
    edition: notice.current ?? '',
    person: actor.person._id,
    account: actor.account._id,
    by: roleLine(actor, notice.region),
    at,
    reason: endingReason(verb, reason),
    key: stamp?.key ?? null,
    hash: stamp?.hash ?? null,
  }
}

/** The reason is shown to everybody or told to others: no personal data in it. */
export function endingReason(verb: EndingVerb, given: string | undefined): string | null {
  const reason = visibleText(given ?? '')
  const { name, reason: needs } = endingOf(verb)
  if (reason === '') {
    if (needs !== 'needed') return null
    const message = `${name}的原因：请写明为什么，大家看得到。`
    throw new AppError('invalidFields', { fields: [{ field: 'reason', message }] })
  }
  refusePersonalData('reason', `${name}的原因`, reason)
  return reason
}

export function refusePersonalData(field: string, title: string, text: string): void {
  const fields = gateFields([{ field, title, text }])
  if (fields.length > 0) throw new AppError('invalidFields', { fields })
}

const acts: Record<EndingVerb, Act> = {
  withdraw: 'noticeWithdrawn',
  hide: 'noticeHidden',
  unhide: 'noticeShownAgain',
  takedown: 'noticeTakenDown',
}

/** The commit point: null where another step came first. */
export async function write(
  deps: Deps,
  { _id, state, region, turn }: NoticeDoc,
  step: NoticeStepDoc,
  { $set, owed = [] }: Change,
): Promise<NoticeDoc | null> {
  const { to } = endingOf(step.verb)
  try {
    return await noticeModels(deps.db)
      .Notice.findOneAndUpdate(
        { _id, state, turn: turn ?? null },
        {
          $set: { ...$set, state: to ?? state, ...(step.key ? { stepKey: step.key } : {}) },
          $push: { steps: step },
          $addToSet: { owed: { $each: owed } },
          $inc: { turn: 1 },
        },
        { returnDocument: 'after' },
      )
      .lean<NoticeDoc>()
  } catch (problem) {
    // The key has meanwhile been used elsewhere.
    if (isDuplicate(problem)) return null
    throw problem
  } finally {
    // Also where it failed: it may have been written all the same.
    await readableChanged(deps, region)
  }
}
