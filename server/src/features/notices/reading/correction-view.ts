import {
  type Access,
  type Correction,
  correctionText,
  ownHomes,
  rowSentences,
  type Viewer,
} from '@hutang/shared'
import type { Deps } from '../../../deps'
import type { PublishedNotice } from './published'
import { type ShownEdition, shownEdition } from './shown-edition'

/** What a correction says to its readers; null of a first edition. */
export async function correctionView(
  deps: Deps,
  { notice, edition, access }: { notice: PublishedNotice; edition: ShownEdition; access: Access },
  viewer: Viewer,
): Promise<Correction | null> {
  const { change, publishedAt, editionNo } = edition
  if (!change || !publishedAt || editionNo === 1) return null
  const note = access === 'title' ? null : change.note
  return {
    at: publishedAt.toISOString(),
    size: change.size ?? 'minor',
    note,
    previous: editionNo - 1,
    text: correctionText(publishedAt, note, deps.clock.now()),
    own: await ownChanges(deps, notice, edition, viewer),
  }
}

/** What changed in the rows of the viewer's own household, old and new. */
export async function ownChanges(
  deps: Deps,
  notice: PublishedNotice,
  edition: ShownEdition,
  viewer: Viewer,
): Promise<string[]> {
  const households = ownHomes(viewer).map(({ household }) => household)
  if (households.length === 0 || edition.editionNo === 1) return []
  const before = await shownEdition(deps, notice, edition.editionNo - 1)
  if (!before) return []
  return households.flatMap((household) =>
    rowSentences(ownRow(before, household), ownRow(edition, household)),
  )
}

const ownRow = ({ rows, table }: ShownEdition, household: string) => {
  const [row] = rows.at(rows.placesOf(new Set([household])).slice(0, 1))
  return row && table ? { columns: table.columns, cells: row.cells } : null
}
