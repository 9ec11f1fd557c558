import type { EditionWork } from '@hutang/shared/contract'
import { Text, View } from '@tarojs/components'
import { Button } from '../../components'
import { reasonsAgainst } from '../abilities'
import type { DraftState } from '../draft/types'
import { SaveStatus } from './save-status'

interface EditFootProps {
  state: DraftState
  reasons: readonly string[]
  busy: boolean
  wide: boolean
  /** To the next thing that is missing. */
  onNext: () => void
  onHandIn: () => void
}

// How many reasons a screen reader reads with the button; the card above lists all.
const spoken = 3

/** The one action, beside whether it is saved and what is still missing. */
export function EditFoot({ state, reasons, busy, wide, onNext, onHandIn }: EditFootProps) {
  const missing = reasons.length > 0
  const button = (
    <Button
      busy={busy}
      inline={wide}
      disabled={missing}
      label={missing ? reasons.slice(0, spoken).join('；') : undefined}
      onPress={onHandIn}
    >
      {missing ? `送审（还差 ${reasons.length} 处）` : '送审'}
    </Button>
  )
  if (!wide)
    return (
      <View>
        <SaveStatus state={state} />
        {button}
      </View>
    )
  return (
    <View className="edit__foot">
      <SaveStatus state={state} />
      <Text className="edit__foot-reason">{reasons[0] ?? ''}</Text>
      {missing ? (
        <Button kind="secondary" inline label="F8" onPress={onNext}>
          下一处
        </Button>
      ) : null}
      {button}
    </View>
  )
}

/** Why 送审 is not possible yet. A returned draft must be changed first. */
export const reasonsToWait = (work: EditionWork): string[] =>
  work.state === 'returned' ? ['按退回的原因改好以后，才能再送审。'] : reasonsAgainst(work, 'submit')
