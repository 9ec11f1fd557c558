import { type Api, type Checkup, type FindingKindName, findingKinds, hasPart } from '@hutang/shared'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import { offsetPage } from '../../http/offset-cursor'
import type { Actor } from '../accounts'
import { noteAct } from '../audit'
import { itemOfNotice } from '../catalogue'
import { checkedNotices, publishedIn } from '../notices'
import { type RegionDoc, regionOf, regionRef, villagesIn } from '../regions'
import { importsOld, reviewsOld, seesCheckup } from './keepers'
import { type CheckedDoc, type CheckupDoc, type OldBatchDoc, type OldEntryDoc, oldModels } from './old.model'
import { entryView, findingView } from './view'

const mostFindings = 200
const docsAtOnce = 100

/** Looks at everything published in a village under today's rules; nothing changes but the list. */
export async function runCheckup(deps: Deps, actor: Actor, code: string): Promise<Checkup> {
  const region = await regionOf(deps, code)
  if (!mayRun(actor, code)) throw new AppError('forbidden')
  await checkRegion(deps, code)
  await noteAct(deps, { act: 'checkedUp', by: actor, region: code })
  const [checkup] = await checkupsOf(deps, [region])
  if (!checkup) throw new AppError('regionNotFound')
  return checkup
}

const mayRun = ({ viewer }: Actor, region: string): boolean =>
  importsOld(viewer, region) || reviewsOld(viewer, region) || hasPart(viewer.roles, region, 'write')

/** Repeatable: the newer run's findings take the place of the older ones. */
export async function checkRegion(deps: Deps, code: string): Promise<void> {
  const { CheckedNotice, Checkup } = oldModels(deps.db)
  const run = deps.clock.now()
  const kinds: Partial<Record<FindingKindName, number>> = {}
  let [checked, found] = [0, 0]
  for await (const { notice, findings } of checkedNotices(deps, code)) {
    checked += 1
    if (findings.length === 0) continue
    found += 1
    for (const kind of new Set(findings.map((one) => one.kind))) kinds[kind] = (kinds[kind] ?? 0) + 1
    const set: Omit<CheckedDoc, '_id'> = {
      ...{ region: code, run, publishedAt: notice.head.publishedAt, found: findings.length },
      // The ways out of what is published are its own: 更正, 先遮住, 撤下.
      findings: findings.slice(0, mostFindings).map((one) => ({ ...one, ways: [] })),
    }
    await CheckedNotice.updateOne({ _id: notice._id }, { $set: set }, { upsert: true })
  }
  await Checkup.updateOne({ _id: code }, { $set: { at: run, checked, found, kinds } }, { upsert: true })
  await CheckedNotice.deleteMany({ region: code, run: { $ne: run } })
}

const noKinds = Object.fromEntries(findingKinds.map((kind) => [kind, 0])) as Checkup['kinds']

/** What each place's check-up says. Two commands for all. */
export async function checkupsOf(
  { db }: Pick<Deps, 'db'>,
  regions: readonly Pick<RegionDoc, '_id' | 'name'>[],
): Promise<Checkup[]> {
  const codes = regions.map(({ _id }) => _id)
  const [known, held] = await Promise.all([
    oldModels(db)
      .Checkup.find({ _id: { $in: codes } })
      .batchSize(codes.length + 1)
      .lean<CheckupDoc[]>(),
    heldIn(db, codes),
  ])
  const byRegion = new Map(known.map((one) => [one._id, one]))
  return regions.map(({ _id, name }) => {
    const one = byRegion.get(_id)
    return {
      ...{ region: _id, name, checkedAt: one?.at.toISOString() ?? null },
      ...{ checked: one?.checked ?? 0, found: one?.found ?? 0, held: held.get(_id) ?? 0 },
      kinds: { ...noKinds, ...one?.kinds },
    }
  })
}

async function heldIn(db: Deps['db'], regions: readonly string[]): Promise<Map<string, number>> {
  const counted = await oldModels(db).OldEntry.aggregate<{
    _id: { region: string; batch: string }
    n: number
  }>([
    { $match: { region: { $in: [...regions] }, state: 'held' } },
    { $group: { _id: { region: '$region', batch: '$batch' }, n: { $count: {} } } },
  ])
  const open = await openBatches(
    db,
    counted.map(({ _id }) => _id.batch),
  )
  const held = new Map<string, number>()
  for (const { _id, n } of counted)
    if (open.has(_id.batch)) held.set(_id.region, (held.get(_id.region) ?? 0) + n)
  return held
}

/** Of these batches those that are there whole, and not taken back: an import that was cut off has none. */
async function openBatches(db: Deps['db'], batches: readonly string[]): Promise<ReadonlySet<string>> {
  const found = await oldModels(db)
    .OldBatch.find({ _id: { $in: [...new Set(batches)] }, state: { $ne: 'undone' } }, { _id: 1 })
    .batchSize(batches.length + 1)
    .lean<Pick<OldBatchDoc, '_id'>[]>()
  return new Set(found.map(({ _id }) => _id))
}

type Route = Api['GET /api/regions/:code/checkup']
const mostHeld = 100

/** Findings are for the village's own office; the township above sees how many. */
export async function checkupView(
  deps: Deps,
  actor: Actor,
  code: string,
  { cursor, limit = 20 }: Route['query'],
): Promise<Route['response']> {
  const region = await regionOf(deps, code)
  if (!seesCheckup(actor.viewer, code)) throw new AppError('forbidden')
  const below =
    region.level === 'village' ? [] : (await villagesIn(deps, code)).filter(({ _id }) => _id !== code)
  const [own, ...villages] = await checkupsOf(deps, [region, ...below])
  if (!own) throw new AppError('regionNotFound')
  const whole = mayRun(actor, code)
  const { held, items, next } = whole ? await findingsOf(deps, region, { cursor, limit }) : nothing
  return {
    ...{ checkup: own, held, items, villages, mayRun: whole },
    ...(next === undefined ? {} : { next }),
  }
}

const nothing = { held: [], items: [], next: undefined }

export async function findingsOf(
  deps: Deps,
  place: RegionDoc,
  page: { cursor?: string | undefined; limit: number },
) {
  const { CheckedNotice } = oldModels(deps.db)
  const region = regionRef(place)
  const [held, checked, { byId }] = await Promise.all([
    heldEntries(deps, place._id),
    CheckedNotice.find({ region: place._id })
      .sort({ publishedAt: -1 })
      .batchSize(docsAtOnce)
      .lean<CheckedDoc[]>(),
    publishedIn(deps, place._id),
  ])
  // What was mended, withdrawn or taken down since is off the list.
  const standing = checked.filter(({ _id }) => byId.get(_id)?.state === 'published')
  const { page: shown, next } = offsetPage(standing, page)
  return {
    held: held.map((entry) => entryView(entry, region)),
    items: shown.flatMap(({ _id, findings, found }) => {
      const notice = byId.get(_id)
      if (!notice) return []
      return [
        {
          ...{ notice: _id, title: notice.head.title, publishedAt: notice.head.publishedAt.toISOString() },
          item: { no: notice.item, name: itemOfNotice(region, notice.item)?.level2 ?? '' },
          ...{
            backfilled: !!notice.head.backfilledAt,
            findings: findings.slice(0, 20).map(findingView),
            found,
          },
        },
      ]
    }),
    next,
  }
}

async function heldEntries({ db }: Deps, region: string): Promise<OldEntryDoc[]> {
  const { OldEntry } = oldModels(db)
  const known = await OldEntry.find({ region, state: 'held' }, { batch: 1 })
    .batchSize(docsAtOnce)
    .lean<Pick<OldEntryDoc, '_id' | 'batch'>[]>()
  const open = await openBatches(
    db,
    known.map(({ batch }) => batch),
  )
  return OldEntry.find({ region, state: 'held', batch: { $in: [...open] } })
    .sort({ _id: 1 })
    .limit(mostHeld)
    .lean<OldEntryDoc[]>()
}
