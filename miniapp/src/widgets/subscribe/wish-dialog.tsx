import type { Wish } from '@hutang/shared/contract'
import { Button } from '../../components/button/button'
import { RadioGroup } from '../../components/choice/radio-group'
import { Dialog } from '../../components/dialog/dialog'
import type { Failure } from '../../components/states/failure'
import { Problem } from '../../components/states/problem'
import { wishChoices } from '../../format/words'

export interface WishDialogProps {
  open: boolean
  title: string
  wish: Wish | undefined
  error: Failure | undefined
  busy: boolean
  onChoose: (wish: Wish | null) => void
  onClose: () => void
}

/** Subscribes, changes how one is told, or ends the subscription. */
export function WishDialog({ open, title, wish, error, busy, onChoose, onClose }: WishDialogProps) {
  return (
    <Dialog
      open={open}
      title={title}
      onClose={onClose}
      actions={
        wish ? (
          <Button kind="secondary" busy={busy} onPress={() => onChoose(null)}>
            不再订阅
          </Button>
        ) : undefined
      }
    >
      <Problem error={error} />
      <RadioGroup label={title} quietLabel value={wish} choices={wishChoices(wish)} onChange={onChoose} />
    </Dialog>
  )
}
