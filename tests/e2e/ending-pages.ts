import { able, content, withoutRows, workOf } from './fixtures/cadre'
import { correctedNotice, difference } from './fixtures/corrections'
import { DraftDesk } from './fixtures/draft-desk'
import {
  countyReport,
  decided,
  deskOfEndings,
  goneNotice,
  hiddenDecided,
  leakAfter,
  leakBefore,
  withdrawnNotice,
} from './fixtures/endings'
import { outputs, outputsEnded } from './fixtures/outputs'

const correction = workOf({
  content: withoutRows(content),
  rows: 3,
  editionNo: 2,
  mine: false,
  noticeState: 'published',
  change: { note: '单价写错了，由 1,200 元改为 1,257 元。', size: 'major', displayAnew: true },
  remarks: [{ kind: 'sameAsLast', message: '与上次公开的内容完全相同。' }],
})

export interface Shown {
  what: string
  path: string
  /** Words that only its content has. */
  words: string
  answers: Record<string, unknown>
  draft?: DraftDesk
}

const notice = (screen: unknown) => ({ 'GET /api/screens/notice': screen })
const at = (path: string, what: string, words: string, answers: Record<string, unknown> = {}): Shown => ({
  what,
  path,
  words,
  answers,
})

/** Pages about corrections and endings, each with what the service answers. */
export const endingPages: Shown[] = [
  at('pages/notice/index?id=n31', 'a corrected notice', '您家流转费由', notice(correctedNotice)),
  at('pages/notice/index?id=n31', 'a withdrawn notice', '已撤回，不再有效', notice(withdrawnNotice)),
  at('pages/notice/index?id=n31', 'a tombstone', '误带个人信息', notice(goneNotice)),
  at('reading/changes/index?id=n31&no=2', 'what changed', '我家的'),
  at('reading/leak/index?id=n31', 'the report of a leak', '手机号'),
  at('cadre/notice/index?id=n31', 'what may be done', '这条公开要停下来', notice(decided)),
  at('cadre/ending/index?id=n31&verb=withdraw', 'withdrawing', '撤回的原因', notice(decided)),
  at('cadre/takedown/index?id=n31', 'taking down', '是谁家的信息', {
    ...notice(hiddenDecided),
    'GET /api/notices/n31/leak': leakBefore,
  }),
  at('cadre/told/index?id=n31', 'who was told', '入户名单', { 'GET /api/notices/n31/leak': leakAfter }),
  at('cadre/posting/index?id=n31', 'what goes out of a notice', '约 1 分钟', {
    'GET /api/notices/n31/outputs': outputs,
  }),
  at('cadre/posting/index?id=n31', 'what is to be taken back', '发出去的，要收一收', {
    'GET /api/notices/n31/outputs': outputsEnded,
  }),
  at('cadre/county/index?id=n31', 'the report to the county', '误带个人信息的报告', {
    'GET /api/notices/n31/leak-report': countyReport,
  }),
  at('cadre/desk/index', 'the desk', '先遮住了，等人确认', { 'GET /api/screens/desk': deskOfEndings }),
  {
    ...at('cadre/review/index?id=w1', 'a correction in review', '请留意', {
      'GET /api/notices/w1/editions/2/difference': difference,
    }),
    draft: new DraftDesk({ ...correction, state: 'submitted' }),
  },
  {
    ...at('cadre/edit/index?id=w1', 'a correction being written', '更正说明'),
    draft: new DraftDesk({ ...correction, mine: true, abilities: able(['edit', 'submit', 'discard']) }),
  },
]
