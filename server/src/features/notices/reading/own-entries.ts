import {
  accessTo,
  type Cell,
  type Item,
  ownHomes,
  ownPersonKey,
  rowAccess,
  totalsBeside,
  type Viewer,
} from '@hutang/shared'
import type { Deps } from '../../../deps'
import { itemOfNotice } from '../../catalogue'
import { regionRefs } from '../../regions'
import { isConcealed, isFolded, restrictionNow } from './concealed'
import { rowsOfOwners } from './own-rows'
import { type PublishedNotice, publishedIn } from './published'
import { type PublishedTotals, publishedTotals } from './published-totals'

/** The rows of one owner in the current edition of a notice, which may be withdrawn. */
export interface OwnNotice {
  notice: PublishedNotice
  item: Item
  /** `home`, `me`, or the household or person that is looked after. */
  whose: string
  rows: readonly (readonly Cell[])[]
  folded: boolean
  /** What the whole table comes to, by column; null where that is not for this viewer to know. */
  whole: { owners: ReadonlySet<string>; of: readonly Cell[] } | null
}

/** Every notice with a row of the viewer's own, of all items and years, the newest first. */
export async function ownEntries(deps: Deps, viewer: Viewer): Promise<OwnNotice[]> {
  const found = await readableRows(deps, viewer)
  const totals = await publishedTotals(deps, [...new Set(found.map(({ notice }) => notice))])
  const ownersIn = countBy(found.flatMap(({ notice, owners }) => owners.map(() => notice._id)))
  return found
    .map(({ owners: _owners, access, ...own }) => ({
      ...own,
      whole: wholeFor(totals.get(own.notice.current), access, ownersIn.get(own.notice._id) ?? 0),
    }))
    .sort((a, b) => b.notice.head.publishedAt.getTime() - a.notice.head.publishedAt.getTime())
}

type Reading = 'all' | 'guarded' | 'none'
type Found = Omit<OwnNotice, 'whole'> & { owners: string[]; access: Reading }

async function readableRows(deps: Deps, viewer: Viewer): Promise<Found[]> {
  const homes = ownHomes(viewer)
  const codes = [...new Set(homes.map(({ region }) => region))]
  const [refs, published, rows] = await Promise.all([
    regionRefs(deps, codes),
    Promise.all(codes.map((code) => publishedIn(deps, code))),
    rowsOfOwners(deps, homes),
  ])
  const now = deps.clock.now()
  const all = new Map<string, Found>()
  for (const [at, { region: code, household }] of homes.entries()) {
    const region = refs.get(code)
    const { byId } = published[codes.indexOf(code)] ?? { byId: new Map<string, PublishedNotice>() }
    for (const [id, own] of rows[at]?.rows ?? []) {
      const notice = byId.get(id)
      const item = region && itemOfNotice(region, notice?.item ?? 0)
      if (!notice || !item || isConcealed(notice, viewer, now)) continue
      const restriction = restrictionNow({ notice, region, item }, now)
      const access = rowAccess(viewer, restriction)
      if (access === 'none') continue
      const whose = whoseRow(viewer, household)
      const key = `${id} ${whose}`
      const known = all.get(key)
      const reading =
        access === 'all' ? 'all' : accessTo(viewer, restriction) === 'title' ? 'none' : 'guarded'
      all.set(key, {
        ...{ notice, item, whose, folded: isFolded(notice, region, now), access: reading },
        rows: [...(known?.rows ?? []), ...own],
        owners: [...(known?.owners ?? []), household],
      })
    }
  }
  return [...all.values()]
}

function whoseRow(viewer: Viewer, household: string): string {
  if (viewer.residences.some((home) => home.household === household)) return 'home'
  return household === ownPersonKey(viewer) ? 'me' : household
}

function wholeFor(totals: PublishedTotals | undefined, access: Reading, own: number): OwnNotice['whole'] {
  if (!totals || access === 'none') return null
  const shown = access === 'all' ? totals.all : totalsBeside(totals.guarded, own)
  const sums = shown.find(({ kind }) => kind === 'sum')
  return sums ? { owners: totals.owners, of: sums.cells } : null
}

function countBy(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}
