import { type NoticeLine, type PaperSize, shanghaiDate, visitor } from '@hutang/shared'
import type { Deps } from '../../deps'
import { type Block, type Paper, paperDate } from '../../paper'
import { catalogueOf } from '../catalogue'
import { itemStates, noticesOfMonth } from '../notices'
import { regionOf, regionRef } from '../regions'
import { doorOf } from '../scenes'
import { mastheadOf, officeFacts } from './words.rules'

/** 本月公开栏: what a region published in a month, by category, and what it owes. */
export async function monthPaper(
  deps: Deps,
  code: string,
  { size, month }: { size: PaperSize; month: string },
): Promise<Paper> {
  const place = await regionOf(deps, code)
  const region = regionRef(place)
  const now = deps.clock.now()
  const [lines, states] = await Promise.all([
    noticesOfMonth(deps, code, visitor, month),
    itemStates(deps, region),
  ])
  const missing = states.filter(({ state }) => state === 'missing')
  const [year, number] = month.split('-')
  const named = `${year}年${Number(number)}月`
  const name = mastheadOf(region)
  return {
    size,
    reading: 'board',
    title: `${region.name} ${named}公开栏`,
    running: `${name}　${named}公开栏`,
    foot: `${paperDate(now)}打印`,
    at: now,
    blocks: [
      {
        kind: 'masthead',
        name,
        note: region.level === 'village' ? '自觉接受全体村民监督' : '自觉接受群众监督',
      },
      { kind: 'title', text: `${named}公开栏` },
      {
        kind: 'lead',
        text: summaryOf(lines.length, missing.length, month === shanghaiDate(now).slice(0, 7)),
      },
      ...categoriesOf(region, lines).flatMap(([category, found]): Block[] => [
        { kind: 'heading', text: category, note: `${found.length} 条` },
        { kind: 'news', items: found.map((line) => newsOf(line, month)) },
      ]),
      ...(missing.length > 0
        ? ([
            {
              kind: 'heading',
              text: '应公开、还没有公开',
              note: `至${paperDate(now)}，${missing.length} 项`,
            },
            {
              kind: 'news',
              items: missing.map(({ item, stateText }) => ({
                title: item.level2,
                // The heading says it already.
                text: stateText.replace(/^应公开未公开：/, ''),
                word: `第 ${item.no} 项`,
                alert: true,
              })),
            },
          ] as const)
        : []),
      {
        kind: 'closing',
        items: officeFacts(place.office),
        qr: await doorOf(deps, {
          target: { kind: 'village', region: code },
          page: 'pages/home',
          query: { region: code },
          caption: '扫码看全部公开',
        }),
        signed: { name: place.office.name || region.name, date: paperDate(now) },
      },
    ],
  }
}

function summaryOf(published: number, missing: number, isThisMonth: boolean): string {
  const when = isThisMonth ? '本月' : '这个月'
  if (published === 0 && missing === 0) return `${when}还没有公开，也没有到期没公开的。`
  const first = published === 0 ? `${when}还没有公开。` : `${when}公开了 ${published} 条。`
  return missing === 0 ? `${first}应公开的都公开了。` : `${first}还有 ${missing} 项应公开没有公开。`
}

/** In the order of the catalogue. */
function categoriesOf(
  region: Parameters<typeof catalogueOf>[0],
  lines: readonly NoticeLine[],
): [string, NoticeLine[]][] {
  const order = [...new Set([...catalogueOf(region), ...lines].map(({ category }) => category))]
  return order
    .map((category): [string, NoticeLine[]] => [category, lines.filter((one) => one.category === category)])
    .filter(([, found]) => found.length > 0)
}

/** What a visitor may not read on has its title alone, and how to. */
function newsOf(line: NoticeLine, month: string) {
  const { title, plain, publishedAt, correctedAt, nil, stateText } = line
  const isNew = shanghaiDate(new Date(publishedAt)).startsWith(month)
  const at = isNew ? publishedAt : (correctedAt ?? publishedAt)
  const word = stateText ?? (nil ? '本期无' : isNew ? '' : '更正')
  return {
    title,
    text: plain ?? '',
    word: [word, plain === null ? '认证后可看' : '', dayOf(at)].filter(Boolean).join(' '),
  }
}

const dayOf = (at: string): string => {
  const [, month, day] = shanghaiDate(new Date(at)).split('-')
  return `${Number(month)}月${Number(day)}日`
}
