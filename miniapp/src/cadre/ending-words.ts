import type { EndingAbility } from '@hutang/shared/contract'
import type { IconName } from '../components'

type Verb = EndingAbility['verb']

interface EndingWords {
  name: string
  icon: IconName
  /** In a list: when one takes this step. */
  when: string
  /** What will happen, in order. */
  steps: readonly string[]
  /** What the reason is for, with an example; undefined where none is asked. */
  reason?: { label: string; hint: string; optional?: boolean }
  done: string
}

/** The steps with which a published notice ends, as a page says them. */
export const endingWords: Record<Verb, EndingWords> = {
  withdraw: {
    name: '撤回',
    icon: 'return',
    when: '内容整条不对，不再有效；文字留着备查',
    steps: [
      '上面写明已撤回、为什么、谁撤回的；文字留在下面备查。',
      '首页和目录里不再当作现行的公开，这一项重新算作还没有公开。',
      '不能恢复。要再公开，请重新写一条。',
    ],
    reason: { label: '撤回的原因', hint: '村民会看到。例：用错了季度的表。' },
    done: '已经撤回',
  },
  hide: {
    name: '先遮住',
    icon: 'lock',
    when: '可能误带了个人信息：马上遮住，最多 24 小时',
    steps: [
      '别人马上看不到内容，只看到“正在核对”。',
      '24 小时内，由另一个人确认撤下，或者恢复显示。',
      '到时间没有人办，自动恢复显示，并写明核对过。',
    ],
    reason: { label: '遮住的原因', hint: '办事的人会看到。例：第 12 行好像是手机号。不要把号码抄下来。' },
    done: '已经遮住，请另一个人来确认',
  },
  unhide: {
    name: '恢复显示',
    icon: 'check',
    when: '核对过，没有问题',
    steps: ['内容马上重新显示，上面写明先遮住核对过。'],
    reason: { label: '说明', hint: '可以不写。', optional: true },
    done: '已经恢复显示',
  },
  takedown: {
    name: '撤下',
    icon: 'trash',
    when: '确实误带了个人信息：删掉内容，不能找回',
    steps: [
      '各版的文字、表格、图片都删掉，名单、搜索、消息里也不再有；不能找回。',
      '原处只留一句话：误带个人信息，哪天由谁撤下。',
      '信息被公开的人家逐户告知；镇里会看到，给区县的报告有草稿。',
    ],
    reason: { label: '撤下的原因', hint: '村民会看到。例：表格里误带了手机号。不要写出号码和姓名。' },
    done: '已经撤下',
  },
}
