import { type Api, dayMs, type RegionRef, shanghaiDate, type Viewer } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { noticeLines } from './lines'
import { type PublishedNotice, publishedIn } from './published'

type Home = Api['GET /api/screens/home']['response']

/** What has a date further away is not urgent yet. */
const soonDays = 60

/** What the newest notice of each category says, as far as the viewer may read it; by category. */
export async function newestOfCategories(
  deps: Deps,
  region: RegionRef,
  viewer: Viewer,
): Promise<ReadonlyMap<string, string>> {
  const { listed } = await publishedIn(deps, region.code)
  const newest = new Map<string, PublishedNotice>()
  for (const notice of listed) if (!newest.has(notice.category)) newest.set(notice.category, notice)
  const lines = await noticeLines(deps, [...newest.values()], viewer)
  return new Map(lines.map(({ category, plain, title }) => [category, plain ?? title]))
}

/** Notices whose 有效至 is still to come, the next first. */
export async function dueNotices(
  deps: Deps,
  region: RegionRef,
  viewer: Viewer,
  limit: number,
): Promise<Home['due']> {
  const now = deps.clock.now()
  const until = ({ head }: PublishedNotice) => head.validUntil?.getTime() ?? 0
  const { listed } = await publishedIn(deps, region.code)
  const due = listed
    .filter((notice) => until(notice) > now.getTime() && until(notice) <= now.getTime() + soonDays * dayMs)
    .sort((a, b) => until(a) - until(b))
    .slice(0, limit)
  const days = new Map(due.map((notice) => [notice._id, shanghaiDate(new Date(until(notice)))]))
  return (await noticeLines(deps, due, viewer)).map(({ id, plain, title, itemName }) => {
    const day = days.get(id) ?? shanghaiDate(now)
    return { notice: id, title: plain ?? title, itemName, day, days: daysBetween(shanghaiDate(now), day) }
  })
}

const daysBetween = (from: string, to: string): number =>
  Math.max(0, Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs))

/** The newest notice of an item; one whose title holds `title` before all others. */
export async function answeringNotice(
  deps: Deps,
  region: RegionRef,
  { item, title }: { item: number; title?: string | undefined },
): Promise<string | null> {
  const { listed } = await publishedIn(deps, region.code)
  const all = listed.filter((notice) => notice.item === item)
  const named = title === undefined ? undefined : all.find(({ head }) => head.title.includes(title))
  return (named ?? all[0])?._id ?? null
}
