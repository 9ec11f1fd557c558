import type { Deps } from '../../../deps'
import { announce } from '../../announcements'
import { type NoticeDoc, noticeModels } from '../notices.model'
import { tellingOfEnding } from '../workflow/announced'
import { concernedIn, toBeTold } from './concerned'
import { eraseTakenDown } from './erase'

/** What still follows an ending, in an order in which a crash at any point loses nothing. Each step may be repeated. */
export async function finishEnding(deps: Deps, notice: NoticeDoc): Promise<void> {
  // Whose data it was can be found only while the content is there.
  if (notice.owed.includes('persons')) await findPersons(deps, notice)
  if (notice.owed.includes('erase')) await eraseTakenDown(deps, notice)
  if (notice.owed.includes('tell')) await tellReaders(deps, notice)
}

/** Every feature that must tell somebody of it notes whom, before the content goes (个保法 57). */
async function findPersons(deps: Deps, notice: NoticeDoc): Promise<void> {
  const { _id, region, item, ended, head } = notice
  if (ended && head) {
    const households = await toBeTold(deps, notice, await concernedIn(deps, notice))
    const { at, by, body, reason, kinds = [] } = ended
    const hide = notice.steps?.findLast(({ verb }) => verb === 'hide')
    for (const { takedown } of deps.features) {
      await takedown?.found?.(deps, {
        kind: 'notice',
        notice: _id,
        edition: notice.current ?? '',
        region,
        item,
        publishedAt: head.publishedAt,
        hiddenAt: hide?.at ?? at,
        hiddenBy: hide?.by ?? by,
        at,
        by,
        body,
        reason,
        kinds,
        households,
      })
    }
  }
  await noticeModels(deps.db).Notice.updateOne({ _id }, { $pull: { owed: 'persons' } })
}

/** Those who had received it; found by the engine, so nobody needs to follow anything. */
async function tellReaders(deps: Deps, notice: NoticeDoc): Promise<void> {
  const { _id, current, region, state, ended } = notice
  if (current && ended && (state === 'withdrawn' || state === 'takenDown')) {
    await announce(deps, {
      subject: { kind: 'notice', id: _id },
      edition: current,
      kind: state,
      region,
      scopes: [],
      ...(await tellingOfEnding(deps, notice, state)),
      at: ended.at,
      validUntil: null,
      againHours: null,
    })
  }
  await noticeModels(deps.db).Notice.updateOne({ _id }, { $pull: { owed: 'tell' } })
}
