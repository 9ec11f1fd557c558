import type { AnnouncementDoc } from './announcements.model'

type Kind = AnnouncementDoc['kind']

/** What one kind of announcement of one kind of subject is in plain words, which are no other's. */
interface SaidAs {
  /** 公开, 更正: in a heading and in a sentence. */
  name: string
  /** On a locked screen, where the title says too much; absent: as of a notice. */
  something?: string
  /** Beside an entry of the inbox; absent: as of a notice. */
  mark?: string
}

const open = '，请打开查看'

const said = {
  notice: {
    published: { name: '公开' },
    corrected: { name: '更正' },
    withdrawn: { name: '撤回' },
    takenDown: { name: '撤下' },
    reminder: { name: '再提醒' },
  },
  work: { work: { name: '公开等您办' } },
  leak: { leaked: { name: '误带个人信息' } },
  policy: {
    published: { name: '新政策', something: `有一条新政策${open}` },
    corrected: { name: '政策更正', something: `一条政策有更正${open}` },
    withdrawn: { name: '政策撤回', something: `一条政策已撤回${open}` },
    takenDown: { name: '政策撤下', something: `一条政策已撤下${open}` },
    status: { name: '申报有变化', mark: '申报有变化' },
  },
  policyWork: { work: { name: '政策等您办' } },
  package: {
    published: { name: '有适合的政策', something: `有一条适合您的政策${open}`, mark: '适合您' },
    status: {
      name: '适合的政策有变化',
      something: `一条适合您的政策有变化${open}`,
      mark: '有变化',
    },
    reminder: { name: '快截止了', something: `一条适合您的政策快截止了${open}`, mark: '快截止' },
  },
  payment: { published: { name: '兑现有进展', something: `您的政策兑现有进展${open}`, mark: '兑现' } },
  appeal: {
    published: { name: '诉求有进展', something: `您的诉求有进展${open}`, mark: '诉求' },
    work: { name: '诉求等您办' },
  },
  question: { work: { name: '意见等您答复' } },
  enterpriseLink: {
    status: { name: '企业申请有结果', something: `您的企业申请有结果了${open}`, mark: '有结果' },
  },
  enterpriseWork: { work: { name: '企业申请等您核实' } },
  wallReport: { work: { name: '公开墙等您看' } },
  accountMoved: {
    status: { name: '账号有变动', something: `您的账号有变动${open}`, mark: '账号变动' },
  },
} as const satisfies Record<string, Partial<Record<Kind, SaidAs>>>

/** Every kind of subject that is announced. */
export type SubjectKind = keyof typeof said

export const saidOfAll: Readonly<Record<string, Partial<Record<Kind, SaidAs>>>> = said

/** What was announced of it; what is announced no more is said as of a notice. */
export const saidAs = (subject: string, kind: Kind): SaidAs =>
  saidOfAll[subject]?.[kind] ?? saidOfAll.notice?.[kind] ?? { name: '消息' }
