import { shanghaiTime, unwritten } from '@hutang/shared/rules'
import { Text, View } from '@tarojs/components'
import { a11y } from '../../a11y/a11y'
import { Icon, type IconName } from '../../components'
import type { DraftState } from '../draft/types'

/** Whether the draft is saved, being saved, or only stored on this phone. */
export function SaveStatus({ state }: { state: DraftState }) {
  const { icon, words, alarming } = statusOf(state)
  return (
    <View
      className={alarming ? 'edit__status edit__status--alarming' : 'edit__status'}
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

function statusOf({ status, savedAt, work, kept, error, rowsLeft }: DraftState): Status {
  const onPhone = kept ? '写的内容先存在手机上' : '请先不要关掉这一页'
  switch (status) {
    case 'saved':
      if (work.notice === unwritten) return { icon: 'edit', words: '还没有写，写了就自动保存' }
      return { icon: 'check', words: `已保存 ${shanghaiTime(new Date(savedAt ?? work.updatedAt))}` }
    case 'waiting':
    case 'saving':
      return { icon: 'clock', words: rowsLeft > 0 ? `正在保存表格，还有 ${rowsLeft} 行…` : '正在保存…' }
    case 'offline':
      return {
        icon: 'offline',
        words: error?.offline
          ? `没有网络，${onPhone}，连上后自动保存`
          : `暂时没存上，${onPhone}，稍后自动再试`,
        alarming: true,
      }
    case 'held':
      return { icon: 'alert', words: `有要您先处理的地方，${onPhone}`, alarming: true }
    case 'refused':
      return { icon: 'alert', words: `没有存上：${error?.message ?? ''}${onPhone}`, alarming: true }
  }
}
