import {
  type Api,
  bodyName,
  type OwnChart,
  type OwnEntry,
  type OwnRowView,
  type OwnSum,
  type OwnSumView,
  ownSums,
  periodSaid,
  personOfKey,
  sumFigure,
  type Viewer,
  wholeText,
  withTotal,
} from '@hutang/shared'
import type { Deps } from '../../deps'
import { offsetPage } from '../../http/offset-cursor'
import { type OwnNotice, ownEntries } from '../notices'
import { rowNames } from '../residents'

type Query = Api['GET /api/me/rows']['query']
type Answer = Api['GET /api/me/rows']['response']

const usualLimit = 30

type Own = OwnNotice & { period: ReturnType<typeof periodSaid> }

/** 我家: own rows over all items and years; what may be added is added, first. */
export async function ownRowsScreen(
  deps: Deps,
  viewer: Viewer,
  { whose, kind, year, cursor, limit = usualLimit }: Query,
): Promise<Answer> {
  const all = (await ownEntries(deps, viewer)).map((one): Own => ({ ...one, period: periodOf(one.notice) }))
  const asked = all.filter(
    (one) =>
      (whose === undefined || one.whose === whose) &&
      (kind === undefined || one.item.level1 === kind) &&
      (year === undefined || one.period.year === year),
  )
  const { page, next } = offsetPage(asked, { cursor, limit })
  const sums = sumsOf(asked)
  return {
    items: page.map(rowView),
    ...(next ? { next } : {}),
    whose: await whoseOf(deps, all),
    kinds: counted(all.map(({ item }) => item.level1)).map(([name, rows]) => ({ kind: name, rows })),
    years: [...new Set(all.map(({ period }) => period.year))].sort((a, b) => b - a),
    sums: sums.map(({ view }) => view),
    charts: chartsOf(sums),
    total: asked.length,
  }
}

function rowView({ notice, item, whose, rows, folded, period }: Own): OwnRowView {
  const { head, columns, state } = notice
  return {
    ...{ notice: notice._id, itemNo: item.no, itemName: item.level2, kind: item.level1, whose },
    ...{ title: head.title, year: period.year, periodName: period.name },
    publishedAt: head.publishedAt.toISOString(),
    correctedAt: head.correctedAt?.toISOString() ?? null,
    withdrawn: state === 'withdrawn',
    folded,
    columns: columns.map(withTotal),
    rows: rows.map((cells) => [...cells]),
  }
}

const periodOf = ({ head, ledger }: OwnNotice['notice']) =>
  periodSaid(head.title, head.publishedAt, ledger?.period ?? null)

interface Summed {
  sum: OwnSum
  view: OwnSumView
}

/** What was withdrawn counts in none. */
function sumsOf(asked: readonly Own[]): Summed[] {
  const items = new Map(asked.map(({ item }) => [item.no, item]))
  const entries = asked
    .filter(({ notice }) => notice.state === 'published')
    .map(
      ({ notice, whose, rows, whole, period }): OwnEntry => ({
        ...{ whose, notice: notice._id, item: notice.item, body: notice.ledger?.body ?? null },
        ...{ year: period.year, period: period.period, columns: notice.columns, rows, whole },
      }),
    )
  return ownSums(entries).flatMap((sum): Summed[] => {
    const item = items.get(sum.item)
    if (!item) return []
    const { whose, label, kind, year, value, times, notices } = sum
    const view = {
      ...{
        whose,
        kind: item.level1,
        itemNo: item.no,
        itemName: item.level2,
        bodyName: sum.body === null ? '' : bodyName('', sum.body),
      },
      ...{ label, unit: kind, year, value, text: sumFigure(sum, value), times, notices },
      whole: wholeText(sum, item.rowsOf === 'person'),
    }
    return [{ sum, view }]
  })
}

/** The same sum over several years, as bars. */
function chartsOf(sums: readonly Summed[]): OwnChart[] {
  const groups = new Map<string, Summed[]>()
  for (const one of sums) {
    const { whose, item, body, label, kind } = one.sum
    const key = JSON.stringify([whose, item, body, label, kind])
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  return [...groups.values()].flatMap((group) => {
    const [newest, before] = group
    if (!newest || !before) return []
    const { whose, kind, label, unit } = newest.view
    const points = group
      .map(({ view }) => ({ year: view.year, value: view.value, text: view.text }))
      .reverse()
    return [{ whose, kind, label, unit, points, sentence: sentenceOf(newest.view, before.view) }]
  })
}

function sentenceOf(now: OwnSumView, before: OwnSumView): string {
  const said = `${now.year} 年到现在${now.label} ${now.text}`
  // Three quarters are not less than four.
  if (now.times !== before.times)
    return `${said}（${now.times}），${before.year} 年 ${before.text}（${before.times}）。`
  if (now.value === before.value) return `${said}，和 ${before.year} 年一样多。`
  const more = now.value > before.value ? '多' : '少'
  const difference = sumFigure({ kind: now.unit, label: now.label }, Math.abs(now.value - before.value))
  return `${said}，${before.year} 年是 ${before.text}，${more} ${difference}。`
}

async function whoseOf({ db }: Deps, all: readonly Own[]): Promise<Answer['whose']> {
  const found = counted(all.map(({ whose }) => whose))
  const cared = found.flatMap(([id]) => (id === 'home' || id === 'me' ? [] : id))
  const names = cared.length > 0 ? await rowNames(db, cared) : new Map<string, { name: string }>()
  return found.map(([id, rows]) => ({ id, rows, name: nameOf(id, names.get(id)?.name ?? '') }))
}

function nameOf(id: string, name: string): string {
  if (id === 'home') return '我家'
  if (id === 'me') return '我本人'
  return personOfKey(id) === null ? `${name}家` : `${name}本人`
}

function counted(keys: readonly string[]): [string, number][] {
  const counts = new Map<string, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return [...counts]
}
