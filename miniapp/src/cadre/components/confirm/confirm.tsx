import { Text } from '@tarojs/components'
import { Button, Dialog, Problem } from '../../../components'
import type { Action } from '../../../hooks/use-action'
import './confirm.scss'

export interface ConfirmProps {
  open: boolean
  title: string
  /** What will happen, in sentences. */
  lines: readonly string[]
  action: string
  write?: Pick<Action<never[]>, 'busy' | 'error'>
  onConfirm: () => void
  onClose: () => void
}

/** Asked before what cannot be taken back. */
export function Confirm({ open, title, lines, action, write, onConfirm, onClose }: ConfirmProps) {
  return (
    <Dialog
      open={open}
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button busy={write?.busy} onPress={onConfirm}>
            {action}
          </Button>
          <Button kind="secondary" onPress={onClose}>
            再想想
          </Button>
        </>
      }
    >
      {lines.map((line) => (
        <Text className="confirm__line" key={line}>
          {line}
        </Text>
      ))}
      <Problem error={write?.error} />
    </Dialog>
  )
}
