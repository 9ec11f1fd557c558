import type { Remark } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { type EditionDoc, noticeModels } from '../notices.model'
import { publishedIn } from '../reading/published'
import { type ShownEdition, shownEdition } from '../reading/shown-edition'
import { canonicalJson } from '../tables/content-hash'
import { balanceRemark } from './balances.rules'
import { wordsOf } from './content'
import { changedSince } from './since-return.rules'

/** What reviewers should know of an edition that was handed in; the title may name another period. */
export async function remarksOf(deps: Deps, edition: EditionDoc): Promise<Remark[]> {
  if (edition.contentHash === '' || edition.publishedAt) return []
  const [since, last] = await Promise.all([sinceReturn(deps, edition), comparedWith(deps, edition)])
  return [...since, ...(last ? [sameAs(last, edition), balanceOf(last, edition)].filter(isSaid) : [])]
}

const isSaid = (remark: Remark | null): remark is Remark => remark !== null

/** What is public now, of a correction; otherwise what the item published last. */
async function comparedWith(deps: Deps, edition: EditionDoc): Promise<ShownEdition | null> {
  const { listed } = await publishedIn(deps, edition.region)
  const other = listed.find(({ _id, item }) =>
    isCorrection(edition) ? _id === edition.notice : item === edition.item && _id !== edition.notice,
  )
  return other ? shownEdition(deps, other) : null
}

const isCorrection = ({ editionNo }: EditionDoc): boolean => editionNo > 1

function sameAs(last: ShownEdition, edition: EditionDoc): Remark | null {
  if (saidIn(last) !== saidIn(edition)) return null
  return isCorrection(edition)
    ? { kind: 'sameAsPublished', message: '除标题和更正说明外，与现在公开的完全相同。' }
    : { kind: 'sameAsLast', message: `除标题外，与上次公开的《${last.title}》完全相同，请核对是否忘了改。` }
}

const balanceOf = (last: ShownEdition, edition: EditionDoc): Remark | null =>
  isCorrection(edition) ? null : balanceRemark(edition, last)

const saidIn = (edition: EditionDoc | ShownEdition): string => {
  const { title: _, ...words } = wordsOf(edition)
  const pictures = edition.pictures.map(({ sha256 }) => sha256)
  return canonicalJson({ ...words, table: edition.table?.hash ?? null, pictures })
}

/** What was changed since a reviewer sent it back. */
async function sinceReturn({ db }: Deps, edition: EditionDoc): Promise<Remark[]> {
  const { returned, table } = edition
  if (!returned) return []
  const rows =
    table && table.hash !== returned.table?.hash
      ? await noticeModels(db).EditionRow.countDocuments({
          rowset: table.rowset,
          v: { $gt: returned.revision },
        })
      : 0
  const said = changedSince(returned, edition, rows)
  const message = said.length > 0 ? `退回以后：${said.join('；')}。` : '退回以后没有改过。'
  return [{ kind: 'changedSinceReturn', message }]
}
