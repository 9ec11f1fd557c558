import {
  type Api,
  bodyName,
  findingWayText,
  type OldBatch,
  type OldEntry,
  type OldFinding,
  oldBatchText,
  oldEntryText,
  periodOfKey,
  periodText,
  type RegionRef,
} from '@hutang/shared'
import type { Deps } from '../../deps'
import { offsetPage } from '../../http/offset-cursor'
import type { Actor } from '../accounts'
import { itemOfNotice, ledgerPlace } from '../catalogue'
import type { GateFinding } from '../notices'
import { regionOf, regionRef } from '../regions'
import { batchOf, importsOld, reviewsOld, selvesOf } from './keepers'
import { type OldBatchDoc, type OldEntryDoc, oldModels } from './old.model'

type States = Partial<Record<OldEntryDoc['state'], number>>

export async function batchView(deps: Deps, actor: Actor, batch: OldBatchDoc): Promise<OldBatch> {
  const [view] = await batchViews(deps, actor, [batch])
  if (!view) throw new RangeError('a batch has a view')
  return view
}

export async function batchViews(
  deps: Deps,
  actor: Actor,
  batches: readonly OldBatchDoc[],
): Promise<OldBatch[]> {
  const counted = await oldModels(deps.db).OldEntry.aggregate<{
    _id: { batch: string; state: OldEntryDoc['state'] }
    n: number
  }>([
    { $match: { batch: { $in: batches.map(({ _id }) => _id) } } },
    { $group: { _id: { batch: '$batch', state: '$state' }, n: { $count: {} } } },
  ])
  return batches.map((batch) => {
    const states: States = Object.fromEntries(
      counted.filter(({ _id }) => _id.batch === batch._id).map(({ _id, n }) => [_id.state, n]),
    )
    return viewOf(actor, batch, states)
  })
}

const stepOf = (step: { by: string; at: Date } | null) => step && { by: step.by, at: step.at.toISOString() }

const viewOf = (actor: Actor, batch: OldBatchDoc, states: States): OldBatch => ({
  ...{ id: batch._id, region: batch.region, name: batch.name, state: batch.state, hash: batch.hash },
  stateText: oldBatchText[batch.state],
  made: { by: batch.made.by, at: batch.made.at.toISOString() },
  ...{ reviewed: stepOf(batch.reviewed), published: stepOf(batch.published), reason: batch.reason },
  counts: {
    ...{ fresh: states.fresh ?? 0, held: states.held ?? 0, same: states.same ?? 0 },
    ...{ published: states.published ?? 0, refused: batch.refused.length },
  },
  refused: batch.refused,
  may: abilitiesOf(actor, batch, states),
})

type May = OldBatch['may'][keyof OldBatch['may']]
const yes: May = { allowed: true, why: null }
const no = (why: string): May => ({ allowed: false, why })
/** The first that stands against it. */
const unless = (...against: (string | false)[]): May => {
  const why = against.find((one) => one !== false)
  return why ? no(why) : yes
}

export function abilitiesOf(
  actor: Actor,
  { state, region, writers, published }: OldBatchDoc,
  states: States,
): OldBatch['may'] {
  const { viewer } = actor
  const imports = importsOld(viewer, region)
  const publisher = !imports && '由发布的人或管理员来办。'
  const nothing = (states.fresh ?? 0) + (states.held ?? 0) === 0 && '没有可以补录的。'
  const own = selvesOf(actor).some((one) => writers.includes(one))
  const at = (...wanted: OldBatchDoc['state'][]) =>
    !wanted.includes(state) && `现在是“${oldBatchText[state]}”。`
  return {
    submit: unless(publisher, at('preview', 'returned'), nothing),
    review: unless(
      !reviewsOld(viewer, region) && '由村监会来审核。',
      at('submitted'),
      own && '自己导入或改过的，要由另一位审核。',
    ),
    publish: unless(publisher, at('approved')),
    undo: unless(
      publisher,
      at('published'),
      published?.session !== actor.session && '只能由发布的人在那一次登录里整批撤回。请到每条公开里撤回。',
    ),
    drop: unless(publisher, at('preview', 'submitted', 'returned', 'approved')),
    mend: unless(publisher, at('preview', 'returned', 'approved', 'published')),
  }
}

export const entryView = (entry: OldEntryDoc, region: RegionRef): OldEntry => ({
  ...{ id: entry._id, row: entry.row, state: entry.state, stateText: oldEntryText[entry.state] },
  item: { no: entry.item, name: itemOfNotice(region, entry.item)?.level2 ?? '' },
  ...{ date: entry.date, title: entry.title, plain: entry.plain, body: entry.body },
  table: entry.table && {
    ...{ caption: entry.table.caption, columns: entry.table.columns.length },
    ...{ rows: entry.table.rows, tied: entry.table.tied },
  },
  pictures: entry.pictures.length,
  ledger: ledgerText(entry, region),
  notes: entry.notes,
  findings: entry.findings.slice(0, mostShown).map(findingView),
  found: entry.found,
  notice: entry.state === 'published' || entry.state === 'undone' ? entry._id : null,
})

const mostShown = 50

export const findingView = ({ key, kind, where, message, row, ways }: GateFinding): OldFinding => ({
  ...{ key, kind, where, message, row },
  ways: ways.map((way) => ({ way, text: findingWayText[way] })),
})

function ledgerText({ ledger, item }: OldEntryDoc, region: RegionRef): string | null {
  const place = ledger && ledgerPlace(region.level, item)
  const period = place && periodOfKey(place.item.period, ledger.period)
  return place && period
    ? `${bodyName(region.name, ledger.body)}${periodText(period, null)}${place.rule.name}`
    : null
}

/** The notices of a batch in the order of its list. */
export async function entriesOf(
  deps: Deps,
  actor: Actor,
  id: string,
  { state, cursor, limit = 20 }: Api['GET /api/old-batches/:id/entries']['query'],
): Promise<Api['GET /api/old-batches/:id/entries']['response']> {
  const batch = await batchOf(deps, actor, id)
  const region = regionRef(await regionOf(deps, batch.region))
  const ids = await oldModels(deps.db)
    .OldEntry.find({ batch: id, ...(state ? { state } : {}) }, { _id: 1 })
    .sort({ n: 1, _id: 1 })
    .batchSize(2000)
    .lean<{ _id: string }[]>()
  const { page, next } = offsetPage(ids, { cursor, limit })
  const found = await oldModels(deps.db)
    .OldEntry.find({ _id: { $in: page.map(({ _id }) => _id) } })
    .batchSize(limit + 1)
    .lean<OldEntryDoc[]>()
  const byId = new Map(found.map((entry) => [entry._id, entry]))
  return {
    items: page.flatMap(({ _id }) => byId.get(_id) ?? []).map((entry) => entryView(entry, region)),
    ...(next === undefined ? {} : { next }),
  }
}
