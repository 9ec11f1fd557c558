import { findingText, shanghaiDate } from '@hutang/shared'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import { type Block, type Paper, paperDate } from '../../paper'
import type { Actor } from '../accounts'
import { mastheadOf } from '../board'
import { regionOf, regionRef } from '../regions'
import { checkupsOf, findingsOf } from './checkup'
import { importsOld, reviewsOld } from './keepers'

const mostListed = 500

/** The list of findings for the table of the office: which notice, where, what. */
export async function checkupPaper(deps: Deps, actor: Actor, code: string): Promise<Paper> {
  const place = await regionOf(deps, code)
  if (!importsOld(actor.viewer, code) && !reviewsOld(actor.viewer, code)) throw new AppError('forbidden')
  const now = deps.clock.now()
  const [checkup] = await checkupsOf(deps, [place])
  const { held, items } = await findingsOf(deps, place, { limit: mostListed })
  const rows = [
    ...held.flatMap((entry) =>
      entry.findings.map(({ kind, where }) => [
        entry.date,
        entry.title,
        where,
        findingText[kind],
        '等着改，还没有补录',
      ]),
    ),
    ...items.flatMap((notice) =>
      notice.findings.map(({ kind, where }) => [
        shanghaiDate(new Date(notice.publishedAt)),
        notice.title,
        where,
        findingText[kind],
        '已公开，请更正或撤下',
      ]),
    ),
  ]
  const blocks: Block[] = [
    { kind: 'masthead', name: mastheadOf(regionRef(place)), note: '老公示体检' },
    { kind: 'title', text: '老公示体检清单' },
    {
      kind: 'lead',
      text: `看过已公开的 ${checkup?.checked ?? 0} 条，${checkup?.found ?? 0} 条有问题；等着补录的有 ${checkup?.held ?? 0} 条要先改。这张清单只在办公室用，不要张贴。`,
    },
    {
      kind: 'table',
      caption: '',
      columns: ['日期', '标题', '在哪里', '是什么', '怎么办'].map((label) => ({
        label,
        align: 'left' as const,
      })),
      rows: rows.length > 0 ? rows : [['', '没有发现问题', '', '', '']],
      totals: [],
    },
  ]
  return {
    ...{
      size: 'A4',
      reading: 'office',
      title: `老公示体检 ${place.name}`,
      running: `老公示体检　${place.name}`,
    },
    ...{ foot: `${paperDate(now)}打印`, at: now, blocks },
  }
}
