import { shanghaiTime } from '@hutang/shared/rules'
import { Text, View } from '@tarojs/components'
import { a11y } from '../../a11y/a11y'
import { Icon, type IconName } from '../../components'
import type { DraftState } from '../draft/draft'

/** Whether the draft is saved, being saved, or only stored on this phone. */
export function SaveStatus({ state }: { state: DraftState }) {
  const { icon, words, alarming } = statusOf(state)
  return (
    <View
      className={alarming ? 'policy-edit__status policy-edit__status--alarming' : 'policy-edit__status'}
      {...a11y({ role: 'status', live: 'polite' })}
    >
      <Icon name={icon} />
      <Text>{words}</Text>
    </View>
  )
}

interface Status {
  icon: IconName
  words: string
  alarming?: boolean
}

function statusOf({ status, savedAt, work, kept, error }: DraftState): Status {
  const here = kept ? '写的内容先存在这里' : '请先不要关掉这一页'
  switch (status) {
    case 'saved':
      return { icon: 'check', words: `已保存 ${shanghaiTime(new Date(savedAt ?? work.updatedAt))}` }
    case 'waiting':
    case 'saving':
      return { icon: 'clock', words: '正在保存…' }
    case 'offline':
      return { icon: 'offline', words: `没有存上，${here}，稍后自动再试`, alarming: true }
    case 'refused':
      return { icon: 'alert', words: `没有存上：${error?.message ?? ''}${here}`, alarming: true }
  }
}
