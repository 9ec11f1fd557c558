import { Text } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Button, Dialog, Problem } from '../../../components'
import type { Action } from '../../../hooks/use-action'
import './confirm.scss'

export interface ConfirmProps {
  open: boolean
  title: string
  /** Sentences that tell what will happen. */
  lines: readonly string[]
  action: string
  /** What may still be chosen. */
  children?: ReactNode
  write?: Pick<Action<never[]>, 'busy' | 'error'>
  onConfirm: () => void
  onClose: () => void
}

/** Asks for confirmation of a step that cannot be undone. */
export function Confirm({ open, title, lines, action, children, write, onConfirm, onClose }: ConfirmProps) {
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
      {children}
      <Problem error={write?.error} />
    </Dialog>
  )
}
