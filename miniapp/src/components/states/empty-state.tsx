import { Text, View } from '@tarojs/components'
import { Button } from '../button/button'
import { Icon, type IconName } from '../icon/icon'
import './states.scss'

export interface EmptyStateProps {
  title: string
  detail?: string
  icon?: IconName
  action?: string
  onAction?: () => void
}

export function EmptyState({ title, detail, icon = 'document', action, onAction }: EmptyStateProps) {
  return (
    <View className="state">
      <View className="state__sign">
        <Icon name={icon} />
      </View>
      <Text className="state__title">{title}</Text>
      {detail ? <Text className="state__detail">{detail}</Text> : null}
      {action ? (
        <Button kind="secondary" inline onPress={onAction}>
          {action}
        </Button>
      ) : null}
    </View>
  )
}
