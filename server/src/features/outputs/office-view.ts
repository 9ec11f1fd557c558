import {
  type NoticeOutputs,
  type PostingPlace,
  postedText,
  postsFor,
  spokenMinutes,
  worksFor,
} from '@hutang/shared'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import { insertOnce } from '../../storage/insert-once'
import type { Actor } from '../accounts'
import { regionOf } from '../regions'
import { aloudOf } from './aloud.rules'
import { linkOf } from './cards'
import { postable, visitorsView, whyNot } from './current'
import { outputModels, type PostingDoc } from './outputs.model'
import { groupText, saidOf } from './said.rules'

/** What the office can post and read aloud of a notice, and what was. */
export async function outputsView(
  deps: Deps,
  { viewer }: Pick<Actor, 'viewer'>,
  id: string,
): Promise<NoticeOutputs> {
  const view = await visitorsView(deps, id)
  if (!worksFor(viewer, view.region.code))
    throw new AppError('forbidden', { message: '发群卡片、播大喇叭，由村里和镇里的工作人员来办。' })
  const postings = await postingsOf(deps, id)
  const why = whyNot(view)
  const said = why === null ? saidOf(view, deps.clock.now()) : null
  const { office } = await regionOf(deps, view.region.code)
  const link = linkOf(deps, id)
  const aloud = said ? aloudOf(view, said, office.phone).join('') : ''
  return {
    notice: id,
    title: view.title,
    why,
    group: said && {
      text: groupText(said, link, office.phone),
      link,
      picture: `/api/notices/${id}/group-card.png`,
      closed: said.closed,
    },
    loudspeaker: said && { text: aloud, minutes: spokenMinutes(aloud), characters: [...aloud].length },
    postings: postings.map(({ where, at, name, edition, editionNo }) => ({
      where,
      at: at.toISOString(),
      by: name,
      editionNo,
      older: edition !== view.edition,
    })),
    recall: recallOf(postings, view.edition, why),
    mayPost: why === null && postsFor(viewer, view.region.code),
  }
}

const postingsOf = ({ db }: Deps, notice: string): Promise<PostingDoc[]> =>
  outputModels(db).Posting.find({ notice }).sort({ at: -1 }).lean<PostingDoc[]>()

/** What has gone out cannot be called back: what somebody should do about it. */
function recallOf(postings: readonly PostingDoc[], current: string, why: string | null): string | null {
  const isOut = (where: PostingPlace, test: (posting: PostingDoc) => boolean) =>
    postings.some((posting) => posting.where === where && test(posting))
  const ended = why !== null
  // A newer edition that went to the same place has taken the older one's place.
  const stale = (where: PostingPlace) =>
    isOut(where, () => true) && (ended || !isOut(where, ({ edition }) => edition === current))
  const steps = [
    ...(stale('group')
      ? [
          ended
            ? '群里的请撤回；撤不回来的，请在群里说一声，那条不作数了'
            : '群里发的是更正以前的，请把新的再发一次',
        ]
      : []),
    ...(stale('loudspeaker')
      ? [ended ? '大喇叭播过的，请再播一声不作数了' : '大喇叭播的是更正以前的，请再播一次']
      : []),
    ...(stale('board') ? [ended ? '公开栏上的请取下' : '公开栏上贴的是更正以前的，请换一张'] : []),
  ]
  return steps.length > 0 ? `${steps.join('；')}。` : null
}

/** Noted once for each edition and place: who says so later finds who was first. */
export async function notePosted(
  deps: Deps,
  actor: Actor,
  id: string,
  where: PostingPlace,
): Promise<NoticeOutputs> {
  const view = await postable(deps, id)
  if (!postsFor(actor.viewer, view.region.code))
    throw new AppError('forbidden', { message: `“${postedText[where]}”由发布的单位来记。` })
  await insertOnce(outputModels(deps.db).Posting, {
    _id: `${view.edition}:${where}`,
    notice: id,
    edition: view.edition,
    editionNo: view.editionNo,
    where,
    at: deps.clock.now(),
    account: actor.account._id,
    name: actor.person.name,
  })
  return outputsView(deps, actor, id)
}
