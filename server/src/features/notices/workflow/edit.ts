import type { Api, DraftContent } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import type { Actor } from '../../accounts'
import { itemOfNotice } from '../../catalogue'
import { regionOf, regionRef } from '../../regions'
import type { EditionDoc } from '../notices.model'
import type { StoredTable } from '../tables/compose'
import { contentHash } from '../tables/content-hash'
import { checkTable, dropRows, forgetRows, newRowset, noteRows, sameTable, writeRows } from '../tables/rows'
import { changedWords, wordsOf } from './content'
import type { Stamp } from './idempotency'
import { takeStep } from './step'

/** Changes a draft; what was submitted, returned or approved becomes a draft again and its approval is void. */
export async function editNotice(
  deps: Deps,
  actor: Actor,
  noticeId: string,
  body: Api['PUT /api/notices/:id']['body'],
  stamp: Stamp | null,
): Promise<EditionDoc> {
  const written: string[] = []
  const step = { deps, actor, noticeId, verb: 'edit', stamp } as const
  try {
    const { edition, before } = await takeStep(step, async (found) => {
      if (found.revision !== body.revision) throw new AppError('staleEdit')
      const region = regionRef(await regionOf(deps, found.region))
      const item = itemOfNotice(region, found.item)
      if (!item) throw new AppError('itemNotFound')
      const words = changedWords(wordsOf(found), body.content, item)
      const table = await changedTable(deps, found, body.content, written)
      const hash = contentHash(words, table?.hash ?? null, found.pictures)
      return { set: { ...words, table, contentHash: hash, approvedHash: null } }
    })
    const kept = edition.table?.rowset
    const old = before.table && before.table.rowset !== kept ? [before.table.rowset] : []
    await tidy(deps, edition, [...old, ...written])
    return edition
  } catch (problem) {
    // A refusal is certain; after any other failure the edition may point to the rows, and the sweep decides.
    if (problem instanceof AppError) await dropRows(deps, written)
    throw problem
  }
}

async function changedTable(
  deps: Deps,
  edition: EditionDoc,
  { table }: Partial<DraftContent>,
  written: string[],
): Promise<StoredTable | null> {
  if (table === undefined) return edition.table
  if (table === null) return null
  if (edition.table && sameTable(edition.table, table, edition.region)) return edition.table
  await checkTable(deps, edition.region, table)
  const rowset = newRowset(edition._id, deps.clock.now())
  if (!(await noteRows(deps, edition, rowset))) throw new AppError('staleEdit')
  written.push(rowset)
  return writeRows(deps, edition, rowset, table)
}

async function tidy(deps: Deps, edition: EditionDoc, rowsets: readonly string[]): Promise<void> {
  if (rowsets.length === 0) return
  await dropRows(
    deps,
    rowsets.filter((rowset) => rowset !== edition.table?.rowset),
  )
  await forgetRows(deps, edition._id, rowsets)
}
