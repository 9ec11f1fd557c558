import type { Remark } from '@hutang/shared'
import type { Deps } from '../../../deps'
import type { EditionDoc } from '../notices.model'
import { publishedIn } from '../reading/published'
import { type ShownEdition, shownEdition } from '../reading/shown-edition'
import { canonicalJson } from '../tables/content-hash'
import { wordsOf } from './content'

/** What reviewers should know of an edition that was handed in; the title may name another period. */
export async function remarksOf(deps: Deps, edition: EditionDoc): Promise<Remark[]> {
  if (edition.contentHash === '' || edition.publishedAt) return []
  const { listed } = await publishedIn(deps, edition.region)
  const isCorrection = edition.editionNo > 1
  const other = listed.find(({ _id, item }) =>
    isCorrection ? _id === edition.notice : item === edition.item && _id !== edition.notice,
  )
  const last = other && (await shownEdition(deps, other))
  if (!last || saidIn(last) !== saidIn(edition)) return []
  return isCorrection
    ? [{ kind: 'sameAsPublished', message: '除标题和更正说明外，与现在公开的完全相同。' }]
    : [{ kind: 'sameAsLast', message: `除标题外，与上次公开的《${last.title}》完全相同，请核对是否忘了改。` }]
}

const saidIn = (edition: EditionDoc | ShownEdition): string => {
  const { title: _, ...words } = wordsOf(edition)
  const pictures = edition.pictures.map(({ sha256 }) => sha256)
  return canonicalJson({ ...words, table: edition.table?.hash ?? null, pictures })
}
