import type { Wish } from '@hutang/shared/contract'
import type { ApiError } from '../../api/errors'
import { wishChoices } from '../../format/words'
import { Button } from '../button/button'
import { RadioGroup } from '../choice/radio-group'
import { Dialog } from '../dialog/dialog'
import { Problem } from '../states/problem'

export interface WishDialogProps {
  open: boolean
  title: string
  wish: Wish | undefined
  error: ApiError | undefined
  busy: boolean
  onChoose: (wish: Wish | null) => void
  onClose: () => void
}

/** 立即, 每天, 每周, or no more. */
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
      <RadioGroup label={title} quietLabel value={wish} choices={wishChoices} onChange={onChoose} />
    </Dialog>
  )
}
