import { outwardWords } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { viewerOfPerson } from '../../accounts'
import { type AnnouncementDoc, announcementsOf, type Concern, type Description } from '../../announcements'
import { preferenceOf } from '../following/preferences'
import { quietUntil } from '../following/quiet.rules'
import { type MatchDoc, pushModels, type Reason, type SealedItem } from '../push.model'
import { describe } from '../subjects'

import { toldAlready } from './told'

export type Verdict =
  | { kind: 'tell'; item: SealedItem }
  | { kind: 'drop'; why: string }
  | { kind: 'wait'; until: Date }

const drop = (why: string): Verdict => ({ kind: 'drop', why })

/** The truth at this moment: whether the subject, the person and their wish still call for the message. */
export async function judge(deps: Deps, match: MatchDoc): Promise<Verdict> {
  const { db, clock } = deps
  const [[announcement], about] = await Promise.all([
    announcementsOf(db, [match.announcement]),
    describe(deps, match.subject, match.kind),
  ])
  if (about.gone === 'hidden') return { kind: 'wait', until: about.until }
  if (about.gone !== null) return drop(about.gone)
  if (!announcement) return drop('notPublished')
  const no = await reasonAgainst(deps, match, announcement, about)
  if (no) return drop(no)
  const told = announcement.kind === 'corrected' ? await toldAlready(deps, match, about.edition) : null
  if (told) return told
  const emergency = announcement.urgency === 'emergency'
  const until = emergency ? null : quietUntil(clock.now(), await preferenceOf(db, match.person))
  if (until) return { kind: 'wait', until }
  const household = match.reasons.includes('household')
  const { edition, publishedAt, link, titleIsOpen } = about
  return {
    kind: 'tell',
    item: {
      match: match._id,
      subject: match.subject,
      edition,
      ...outwardWords({
        ...about,
        isOpen: titleIsOpen,
        household,
        kind: announcement.kind,
      }),
      publishedAt,
      link,
      emergency,
      urgent: emergency || household,
    },
  }
}

const isConcern = (reason: Reason): reason is Concern => !reason.startsWith('scope:')

/** Null while one of the reasons why the person is told still holds. */
async function reasonAgainst(
  { db, clock }: Deps,
  { person, reasons }: MatchDoc,
  { scopes, at }: AnnouncementDoc,
  { concerns, mayRead }: Description,
): Promise<'unsubscribed' | 'noAccess' | null> {
  const viewer = await viewerOfPerson(db, person, clock.now())
  for (const reason of reasons) {
    if (isConcern(reason) && (await concerns(reason, person, viewer))) return null
  }
  if (!viewer) return 'unsubscribed'
  const subscribed = await pushModels(db).Subscription.exists({
    person,
    scope: { $in: scopes },
    since: { $lte: at },
    open: true,
  })
  if (!subscribed) return 'unsubscribed'
  return mayRead(viewer) ? null : 'noAccess'
}
