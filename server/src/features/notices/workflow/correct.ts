import { type Change, dateTimeText, isHidden } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { insertOnce } from '../../../storage/insert-once'
import type { Actor } from '../../accounts'
import type { EditionDoc, NoticeDoc } from '../notices.model'
import { noticeModels } from '../notices.model'
import { editionId } from '../tables/compose'
import { finishCopied, tableToCopy } from '../tables/copy-rows'
import { keepsIt } from './abilities'
import { begunCorrection } from './begun'
import { begunChange } from './change'
import { wordsOf } from './content'
import { underWay } from './desk'
import { refuseReused, type Stamp } from './idempotency'
import { refuse } from './step'
import { type NoticeWork, noticeStore } from './store'
import { sameTelling } from './telling'

/** Who loses a race looks again: then the other's draft is there. */
const rounds = 3

/**
 * Begins a correction: a draft of the next edition that says what the published one says. Nothing of the published
 * one changes. One at a time: `correctionBegun` names who has begun; who has begun it is given it again.
 */
export async function correctNotice(
  deps: Deps,
  actor: Actor,
  subject: string,
  change: Partial<Change> | undefined,
  stamp: Stamp | null,
): Promise<NoticeWork> {
  for (let round = 0; round < rounds; round++) {
    const work = await noticeStore(deps).work(subject, stamp)
    refuseReused(work.used, stamp)
    const { edition: newest, notice } = work
    if (newest.editionNo > 1 && underWay.includes(newest.state)) {
      if (keepsIt(newest, actor.viewer)) return work
      throw new AppError('correctionBegun', { message: begunText(newest, deps.clock.now()) })
    }
    refuse('correct', newest, actor)
    if (!isCorrectable(notice, newest, deps.clock.now())) throw new AppError('wrongState')
    const begun = correctionOf(newest, actor, begunChange(change ?? {}), stamp, deps.clock.now())
    if (await insertOnce(noticeModels(deps.db).Edition, begun)) {
      const edition = begun.table ? await finishCopied(deps, begun) : begun
      return { ...work, edition }
    }
  }
  throw new AppError('wrongState')
}

/** Only what everybody reads now is corrected. */
const isCorrectable = (notice: NoticeDoc, edition: EditionDoc, now: Date): boolean =>
  notice.state === 'published' && notice.current === edition._id && !isHidden(notice.hidden, now)

function begunText({ history }: EditionDoc, now: Date): string {
  const [first] = history
  if (!first) return '已经有人在更正这条公开，请等他改好，或与他商量。'
  return `${first.by} ${dateTimeText(first.at, now)}已开始更正这条公开，请等更正发布，或与对方商量。`
}

function correctionOf(
  base: EditionDoc,
  actor: Actor,
  change: Change,
  stamp: Stamp | null,
  now: Date,
): EditionDoc {
  const begun = begunCorrection(base, actor, stamp, now)
  const _id = editionId(base.notice, begun.editionNo)
  return {
    ...begun,
    _id,
    notice: base.notice,
    item: base.item,
    change,
    ...wordsOf(base),
    grounds: base.grounds ?? null,
    ...sameTelling(base),
    table: base.table && tableToCopy(base.table, _id),
    pictures: base.pictures,
    ...(base.vouchers ? { vouchers: base.vouchers } : {}),
    parts: null,
    // Rows of an earlier, discarded correction of the same number may be left.
    owed: base.table ? ['copy', 'rows'] : ['rows'],
  }
}
