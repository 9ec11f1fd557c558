import { roleText, shanghaiDate, type WholeContent } from '@hutang/shared'
import { catalogueOf } from '../features/catalogue'
import {
  composeTable,
  contentHash,
  type EditionDoc,
  type EditionRowDoc,
  editionId,
  hashParts,
  headOf,
  type NoticeDoc,
  plainTable,
  type TransitionDoc,
  tablePart,
} from '../features/notices'
import type { AllModels } from '../models'
import type { DemoData, DemoPersona } from './village'

const hour = 3_600_000
const author = (region: string) => (region.length === 9 ? 'township-officer' : 'clerk')
const reviewer = (region: string) => (region.length === 9 ? 'township-reviewer' : 'supervisor')
const publisher = (region: string) => (region.length === 9 ? 'township-publisher' : 'publisher')

/** The `_id`s of the published notices, in the order of the data: region, item, day, and a number where a day has several. */
export function noticeIds(data: DemoData): string[] {
  const seen = new Map<string, number>()
  return data.notices.map(({ region, item, publishedAt }) => {
    const stem = `${region}-${item}-${shanghaiDate(publishedAt).replaceAll('-', '')}`
    const n = (seen.get(stem) ?? 0) + 1
    seen.set(stem, n)
    return n === 1 ? stem : `${stem}-${n}`
  })
}

interface Written {
  notice: NoticeDoc
  edition: EditionDoc
  rows: EditionRowDoc[]
}

/** Published notices with their editions and rows, and what waits on the cadres' desks. */
export async function seedNotices(models: AllModels, data: DemoData): Promise<void> {
  const ids = noticeIds(data)
  const write = writer(data)
  const published = data.notices.map((notice, at) => write.published(ids[at] ?? '', notice))
  const drafts = data.drafts.map((draft, at) => write.draft(`${draft.region}-draft-${at + 1}`, draft))
  const all = [...published, ...drafts]
  await models.EditionRow.insertMany(all.flatMap((one) => one.rows))
  await models.Edition.insertMany(all.map((one) => one.edition))
  await models.Notice.insertMany(all.map((one) => one.notice))
}

function writer(data: DemoData) {
  const items = new Map(
    data.regions.map((region) => [region.code, new Map(catalogueOf(region).map((item) => [item.no, item]))]),
  )
  const personas = new Map<string, DemoPersona>(data.personas.map((one) => [one.persona, one]))

  const itemOf = (region: string, no: number) => {
    const item = items.get(region)?.get(no)
    if (!item) throw new RangeError(`the demo writes of item ${no}, which ${region} does not have`)
    return item
  }
  const step = (verb: TransitionDoc['verb'], who: string, at: Date): TransitionDoc => {
    const one = personas.get(who)
    const role = one?.roles[0]?.role
    return {
      verb,
      person: one?.resident ?? one?.openid ?? who,
      by: `${one?.name ?? ''}${role ? `（${roleText[role]}）` : ''}`,
      at,
      reason: null,
      key: null,
      hash: null,
    }
  }

  function compose(
    id: string,
    region: string,
    no: number,
    content: WholeContent,
    history: TransitionDoc[],
  ): Written {
    const item = itemOf(region, no)
    const edition = editionId(id, 1)
    const { title, plain, elements, body, ledger = null } = content
    const place = { region, notice: id, edition, rowset: `${edition}:r1` }
    const composed = content.table ? composeTable(plainTable(content.table, region), place) : null
    const table = composed && tablePart(composed.table.hash, composed.rows)
    const parts = hashParts({ title, plain, elements, body, ledger }, table, [], item)
    const first = history[0]
    const last = history[history.length - 1]
    if (!first || !last) throw new RangeError('an edition has at least been created')
    return {
      rows: composed?.rows ?? [],
      edition: {
        _id: edition,
        notice: id,
        region,
        item: no,
        editionNo: 1,
        state: 'draft',
        revision: history.length - 1,
        author: first.person,
        authorAccount: null,
        lastKey: null,
        title,
        plain,
        elements,
        body,
        ...(ledger ? { ledger } : {}),
        table: composed?.table ?? null,
        pictures: [],
        contentHash: contentHash(parts),
        parts,
        approvedHash: null,
        publishedAt: null,
        history,
        updatedAt: last.at,
        owed: [],
      },
      notice: {
        _id: id,
        region,
        item: no,
        category: item.category,
        state: 'none',
        current: null,
        head: null,
        owed: [],
        author: first.person,
        createdAt: first.at,
        madeBy: null,
        madeHash: null,
      },
    }
  }

  return {
    published(
      id: string,
      { region, item: no, publishedAt, validUntil, ...content }: DemoData['notices'][number],
    ): Written {
      const before = (hours: number) => new Date(publishedAt.getTime() - hours * hour)
      const written = compose(id, region, no, content, [
        step('create', author(region), before(48)),
        step('submit', author(region), before(26)),
        step('approve', reviewer(region), before(4)),
        step('publish', publisher(region), publishedAt),
      ])
      Object.assign(written.edition, {
        state: 'published',
        ...(validUntil ? { validUntil } : {}),
        approvedHash: written.edition.contentHash,
        publishedAt,
      })
      Object.assign(written.notice, {
        state: 'published',
        current: written.edition._id,
        head: headOf(written.edition, itemOf(region, no), publishedAt),
      })
      return written
    },
    draft(
      id: string,
      { region, item: no, author: who, state, reviewer: by, content, writtenAt }: DemoData['drafts'][number],
    ): Written {
      const after = (hours: number) => new Date(writtenAt.getTime() + hours * hour)
      const history = [step('create', who, writtenAt)]
      if (state !== 'draft') history.push(step('submit', who, after(1)))
      if (state === 'approved' && by) history.push(step('approve', by, after(3)))
      const written = compose(id, region, no, content, history)
      Object.assign(written.edition, {
        state,
        approvedHash: state === 'approved' ? written.edition.contentHash : null,
      })
      if (state === 'draft') Object.assign(written.edition, { contentHash: '', parts: null })
      return written
    },
  }
}
