import { type EditionState, isHidden } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { isDuplicate } from '../../../storage/duplicate'
import type { EditionDoc, NoticeDoc } from '../notices.model'
import { noticeModels } from '../notices.model'
import { finishCopied } from '../tables/copy-rows'
import type { Stamp } from './idempotency'
import type { Work, WorkflowStore } from './step'
import { workMark } from './waiting'

export interface NoticeWork extends Work<EditionDoc> {
  notice: NoticeDoc
}

interface Found extends EditionDoc {
  notices: NoticeDoc[]
  /** Editions, and notices, in whose documents the key stands. */
  steps?: EditionDoc[]
  made?: Pick<NoticeDoc, 'madeHash'>[]
  ended?: Pick<NoticeDoc, 'steps'>[]
}

/** The steps of notices: everything a step must know comes with one command. */
export function noticeStore(
  deps: Pick<Deps, 'db' | 'clock' | 'marks'>,
): WorkflowStore<EditionDoc, NoticeWork> {
  const { Edition } = noticeModels(deps.db)
  return {
    async work(subject, stamp) {
      const [found] = await Edition.aggregate<Found>([
        { $match: { notice: subject } },
        { $sort: { editionNo: -1 } },
        { $limit: 1 },
        { $lookup: { from: 'notices', localField: 'notice', foreignField: '_id', as: 'notices' } },
        ...(stamp
          ? [
              { $set: { asked: stamp.key } },
              {
                $lookup: { from: 'editions', localField: 'asked', foreignField: 'history.key', as: 'steps' },
              },
              { $lookup: { from: 'notices', localField: 'asked', foreignField: 'madeBy', as: 'made' } },
              { $lookup: { from: 'notices', localField: 'asked', foreignField: 'steps.key', as: 'ended' } },
            ]
          : []),
      ])
      const notice = found?.notices[0]
      if (!found || !notice) throw new AppError('noticeNotFound')
      refuseConcealed(notice, deps.clock.now())
      const { notices: _, steps = [], made = [], ended = [], ...edition } = found
      const earlier = steps.find((one) => one.notice === subject && one._id !== edition._id) ?? null
      return { edition: await whole(deps, edition), notice, used: usesOf(stamp, steps, made, ended), earlier }
    },
    async move({ _id, region, state, revision }, set) {
      try {
        const moved = await Edition.findOneAndUpdate(
          { _id, state, revision },
          { $set: set },
          { returnDocument: 'after' },
        ).lean<EditionDoc>()
        if (moved && comesToAnotherDesk(state, moved.state)) await deps.marks.move(workMark(region))
        return moved
      } catch (problem) {
        // The key has meanwhile been used elsewhere.
        if (isDuplicate(problem)) return null
        throw problem
      }
    },
  }
}

/** A publication moves the mark of what can be read, which counts for both. */
const comesToAnotherDesk = (from: EditionState, to: EditionState): boolean =>
  from !== to && to !== 'published'

const usesOf = (
  stamp: Stamp | null,
  steps: readonly Pick<EditionDoc, 'history'>[],
  made: readonly Pick<NoticeDoc, 'madeHash'>[],
  ended: readonly Pick<NoticeDoc, 'steps'>[],
): string[] =>
  [
    ...[...steps.map(({ history }) => history), ...ended.map(({ steps = [] }) => steps)].flatMap((taken) =>
      taken.filter(({ key }) => key === stamp?.key).map(({ hash }) => hash),
    ),
    ...made.map(({ madeHash }) => madeHash),
  ].map((hash) => hash ?? '')

/** The edition that is worked on: the newest of the notice. */
export async function workingEdition(
  deps: Pick<Deps, 'db' | 'clock' | 'marks'>,
  noticeId: string,
): Promise<EditionDoc> {
  return (await noticeStore(deps).work(noticeId, null)).edition
}

/** What is hidden goes no step further, and its work is read by nobody; of what was taken down there is none. */
export function refuseConcealed({ state, hidden }: NoticeDoc, now: Date): void {
  if (state === 'takenDown') throw new AppError('noticeNotFound')
  if (isHidden(hidden, now)) throw new AppError('hiddenNow')
}

/** What a correction that is worked on corrects, for who may not see that work; the edition itself where it is none. */
export async function publishedBefore({ db }: Pick<Deps, 'db'>, edition: EditionDoc): Promise<EditionDoc> {
  if (!edition.base) return edition
  return (await noticeModels(db).Edition.findById(edition.base).lean<EditionDoc>()) ?? edition
}

/** A correction whose rows are not all copied yet gets them before anybody works on it. */
const whole = async (deps: Pick<Deps, 'db'>, edition: EditionDoc): Promise<EditionDoc> =>
  edition.owed.includes('copy') ? finishCopied(deps, edition) : edition
