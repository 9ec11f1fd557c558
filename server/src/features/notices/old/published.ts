import type { Deps } from '../../../deps'
import { itemOfNotice } from '../../catalogue'
import { regionOf, regionRef } from '../../regions'
import { namesIn } from '../../residents'
import { type EditionDoc, noticeModels } from '../notices.model'
import { type PublishedNotice, publishedIn } from '../reading/published'
import { readRows } from '../tables/row-sets'
import { wholeContent } from '../workflow/content'
import { type GateFinding, gateFindings } from './findings'

const atOnce = 20

/** Every published notice of a region with what today's gate has against it, a few at a time. */
export async function* checkedNotices(
  deps: Deps,
  code: string,
): AsyncGenerator<{ notice: PublishedNotice; findings: GateFinding[] }> {
  const region = regionRef(await regionOf(deps, code))
  const [{ listed }, register] = await Promise.all([publishedIn(deps, code), namesIn(deps, code)])
  for (let from = 0; from < listed.length; from += atOnce) {
    const some = listed.slice(from, from + atOnce)
    const editions = await noticeModels(deps.db)
      .Edition.find({ _id: { $in: some.map(({ current }) => current) } })
      .batchSize(atOnce + 1)
      .lean<EditionDoc[]>()
    const byId = new Map(editions.map((edition) => [edition._id, edition]))
    for (const notice of some) {
      const edition = byId.get(notice.current)
      const item = itemOfNotice(region, notice.item)
      if (!edition || !item) continue
      const rows = edition.table ? await readRows(deps, edition.table, code) : []
      const checked = {
        content: wholeContent(edition, rows),
        pictures: edition.pictures,
        grounds: !!edition.grounds,
      }
      yield { notice, findings: gateFindings(checked, item, item.maskLevel < 'M2' ? null : register) }
    }
  }
}
