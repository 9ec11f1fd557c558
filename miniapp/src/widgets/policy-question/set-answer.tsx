import type { PolicyField } from '@hutang/shared/rules'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../components/button/button'
import { Checkbox } from '../../components/choice/checkbox'
import { Dialog } from '../../components/dialog/dialog'
import type { AnswerProps } from './answer.types'

/** Any of a long list: most have none of it, the others choose on a sheet. */
export function SetAnswer({ field, busy, onAnswer }: AnswerProps & { field: PolicyField }) {
  const [open, setOpen] = useState(false)
  const [chosen, setChosen] = useState<readonly string[]>([])
  const answer = () => {
    setOpen(false)
    onAnswer({ [field.name]: [...chosen] })
  }
  return (
    <>
      <View className="policy-question__choices">
        <Button kind="secondary" disabled={busy} onPress={() => onAnswer({ [field.name]: [] })}>
          都没有
        </Button>
        <Button kind="secondary" disabled={busy} onPress={() => setOpen(true)}>
          有，选一选
        </Button>
      </View>
      <Dialog
        open={open}
        title={field.title}
        onClose={() => setOpen(false)}
        actions={
          <Button reason={chosen.length === 0 ? '请先选有的' : undefined} onPress={answer}>
            选好了
          </Button>
        }
      >
        {(field.choices ?? []).map(({ value, text }) => (
          <Checkbox
            key={value}
            label={text}
            checked={chosen.includes(value)}
            onChange={(on) => setChosen(on ? [...chosen, value] : chosen.filter((one) => one !== value))}
          />
        ))}
      </Dialog>
    </>
  )
}
