import { outwardWords, type Visit } from '@hutang/shared'
import type { Known } from './live'
import { canUndo } from './round.rules'

/** At a door others listen, too: the same words as on a locked screen, without the invitation to open it. */
function saidOf({ announcement: { urgency, kind }, line: { title, itemName, regionName } }: Known): string {
  const words = outwardWords({
    title,
    name: itemName,
    publishedBy: regionName,
    isOpen: true,
    household: urgency !== 'emergency',
    place: regionName,
    kind,
  })
  const said = words.title.replace('，请打开查看', '')
  return kind === 'withdrawn' ? said.replace(/^撤回：/, '这条已撤回，请告诉对方：') : said
}

export function visitView(known: Known, now: Date): Visit {
  const { visit, announcement, line } = known
  const { told } = visit
  return {
    id: visit._id,
    notice: visit.subject.kind === 'work' ? null : visit.subject.id,
    title: line.title,
    say: saidOf(known),
    at: visit.at.toISOString(),
    validUntil: announcement.validUntil?.toISOString() ?? null,
    told: told && {
      by: told.by,
      at: told.at.toISOString(),
      how: told.how,
      canUndo: canUndo(told.at, now),
    },
  }
}
