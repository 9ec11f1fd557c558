import { accessTo, caresIn, type NoticeLine, type Viewer } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { belongsToPersons, itemOfNotice, restrictionOf } from '../../catalogue'
import { regionRefs } from '../../regions'
import { concealedText, endedText, isConcealed } from './concealed'
import { ownFiguresIn } from './own-rows'
import type { PublishedNotice } from './published'

/** Notices as a list shows them to this viewer: a title is safe for all, the plain sentence only for who may read on. */
export async function noticeLines(
  deps: Deps,
  notices: readonly PublishedNotice[],
  viewer: Viewer,
): Promise<NoticeLine[]> {
  if (notices.length === 0) return []
  const codes = new Set(notices.map(({ region }) => region))
  const [byCode, own] = await Promise.all([regionRefs(deps, [...codes]), ownFiguresIn(deps, viewer, codes)])
  const now = deps.clock.now()
  return notices.flatMap((notice) => {
    const { _id, region: code, item: no, head, state, nil } = notice
    const region = byCode.get(code)
    const item = region && itemOfNotice(region, no)
    // Without its item nobody could say who may read it.
    if (!item) return []
    const concealed = isConcealed(notice, viewer, now)
    const access = concealed ? 'title' : accessTo(viewer, restrictionOf(code, item))
    return [
      {
        id: _id,
        region: code,
        regionName: region.name,
        itemNo: no,
        itemName: item.level2,
        category: item.category,
        title: concealed ? concealedText(notice) : head.title,
        plain: access === 'title' ? null : head.plain,
        publishedAt: head.publishedAt.toISOString(),
        ...(head.correctedAt ? { correctedAt: head.correctedAt.toISOString() } : {}),
        ...(head.backfilledAt ? { backfilledAt: head.backfilledAt.toISOString() } : {}),
        ...(head.validUntil && !concealed ? { validUntil: head.validUntil.toISOString() } : {}),
        audience: item.audience,
        access,
        mine: own.has(_id),
        ...(nil ? { nil: true } : {}),
        // Whose it is that one looks after, nobody could say by the item alone.
        ...(own.has(_id) && belongsToPersons(code, no) && !caresIn(viewer, code)
          ? { ownOf: 'person' as const }
          : {}),
        state,
        stateText: endedText(notice, now),
        own: access === 'title' && (concealed || !caresIn(viewer, code)) ? [] : [...(own.get(_id) ?? [])],
      },
    ]
  })
}
