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

/** Nothing is there yet: says so, and what to do. */
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
