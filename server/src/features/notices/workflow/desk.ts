import type { EditionState, Viewer } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { type EditionDoc, noticeModels } from '../notices.model'
import { endedText, isConcealed } from '../reading/concealed'
import { publishedIn } from '../reading/published'
import { shownEdition } from '../reading/shown-edition'
import { keepsIt, wroteIt } from './abilities'
import { contentOf } from './content'
import { isMoot } from './waiting'

const mostOpen = 300
const recentlyPublished = 10
export const lineFields = { elements: 0, body: 0, table: 0, pictures: 0 } as const

/** Begun and not published yet. */
export const underWay: readonly EditionState[] = ['draft', 'returned', 'submitted', 'approved', 'scheduled']

/** An edition without what a line of the desk does not show. */
export type DeskEdition = Omit<EditionDoc, 'elements' | 'body' | 'table' | 'pictures'>
/** `ended`: how the notice is marked that is current no more (已撤回, 已遮住); null while it is. */
export type DeskLine = DeskEdition & { ended: string | null }

/** What is being worked on in a region, the newest change first. */
export async function openEditions(deps: Deps, region: string, viewer: Viewer): Promise<DeskLine[]> {
  const open = await noticeModels(deps.db)
    .Edition.find({ region, state: { $in: [...underWay] } }, lineFields)
    .sort({ updatedAt: -1 })
    .limit(mostOpen)
    .lean<DeskEdition[]>()
  return shownTo(deps, region, viewer, open)
}

export async function recentEditions(deps: Deps, region: string, viewer: Viewer): Promise<DeskLine[]> {
  const recent = await noticeModels(deps.db)
    .Edition.find({ region, state: 'published' }, lineFields)
    .sort({ updatedAt: -1 })
    .limit(recentlyPublished)
    .lean<DeskEdition[]>()
  return shownTo(deps, region, viewer, recent)
}

/** Some editions of a region, as the desk shows them; what is gone or concealed is left out. */
export async function editionLines(
  deps: Deps,
  region: string,
  viewer: Viewer,
  ids: readonly string[],
): Promise<DeskLine[]> {
  const editions = await noticeModels(deps.db)
    .Edition.find({ _id: { $in: [...ids] } }, lineFields)
    .lean<DeskEdition[]>()
  return shownTo(deps, region, viewer, editions)
}

/** Who goes on with what is worked on in these regions. */
export const openIn = (
  deps: Pick<Deps, 'db'>,
  regions: readonly string[],
): Promise<Pick<EditionDoc, '_id' | 'region' | 'author' | 'authorAccount' | 'keeper'>[]> =>
  noticeModels(deps.db)
    .Edition.find(
      { region: { $in: [...regions] }, state: { $in: [...underWay] } },
      { region: 1, author: 1, authorAccount: 1, keeper: 1 },
    )
    .lean<DeskEdition[]>()

/** Without the editions of what was taken down, or is hidden from the viewer: their titles tell it, too. */
async function shownTo(
  deps: Deps,
  region: string,
  viewer: Viewer,
  editions: readonly DeskEdition[],
): Promise<DeskLine[]> {
  const { byId } = await publishedIn(deps, region)
  const now = deps.clock.now()
  return editions.flatMap((edition) => {
    const published = byId.get(edition.notice)
    if (published && isConcealed(published, viewer, now)) return []
    const concerned = wroteIt(edition, viewer) || keepsIt(edition, viewer)
    if (isMoot(edition, published) && !concerned) return []
    return { ...edition, ended: published ? endedText(published, now) : null }
  })
}

/** What was published last under the same item, for the writer of the next one; null where nothing was. */
export async function lastOf(deps: Deps, { region, item, notice }: EditionDoc) {
  const { listed } = await publishedIn(deps, region)
  const last = listed.find((one) => one.item === item && one._id !== notice)
  const edition = last && (await shownEdition(deps, last))
  if (!edition) return null
  const { _id, head } = last
  // Its body and period are its own: the next one's are proposed.
  const { ledger: _, ...content } = contentOf(edition)
  return {
    notice: _id,
    title: head.title,
    publishedAt: head.publishedAt.toISOString(),
    content,
    rows: edition.table?.rows ?? 0,
  }
}
