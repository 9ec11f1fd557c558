import { Text, View } from '@tarojs/components'
import { a11y } from '../../a11y/a11y'
import { momentText } from '../../format/date'
import { Button } from '../button/button'
import { Icon } from '../icon/icon'
import './states.scss'

/** Above an older copy: tells its time, with a button to try again. */
export function OfflineNote({ copiedAt, onRetry }: { copiedAt: number; onRetry: () => void }) {
  return (
    <View className="offline-note" {...a11y({ role: 'status' })}>
      <Icon name="offline" />
      <Text className="offline-note__words">没有网络，这是 {momentText(copiedAt)} 的内容</Text>
      <Button kind="quiet" inline onPress={onRetry}>
        重试
      </Button>
    </View>
  )
}
