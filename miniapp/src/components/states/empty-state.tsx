import { Button } from '../button/button'
import type { IconName } from '../icon/icon'
import { State } from './state'

export interface EmptyStateProps {
  title: string
  detail?: string
  icon?: IconName
  action?: string
  onAction?: () => void
}

/** Nothing is there yet: what will be, and the way on. */
export function EmptyState({ title, detail, icon = 'document', action, onAction }: EmptyStateProps) {
  return (
    <State icon={icon} title={title} detail={detail}>
      {action ? (
        <Button kind="secondary" inline onPress={onAction}>
          {action}
        </Button>
      ) : null}
    </State>
  )
}
