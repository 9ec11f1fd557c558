import { Text } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../api/client'
import { Button, Dialog, Input, Problem, toast } from '../../components'
import { useAction } from '../../hooks/use-action'
import type { Money } from './month-card'
import { fenOf, yuanText } from './yuan'

interface CapDialogProps {
  money: Money
  onClose: () => void
  onDone: (next: Money) => void
}

/** The most a month may cost, in yuan; what is spent already stays spent. */
export function CapDialog({ money, onClose, onDone }: CapDialogProps) {
  const [yuan, setYuan] = useState(String(money.monthlyFen / 100))
  const fen = fenOf(yuan)
  const used = money.spentFen + money.reservedFen
  const save = useAction(async () => {
    if (fen === undefined) return
    const params = { code: money.region.code }
    onDone(await call('PUT /api/regions/:code/sms', { params, body: { monthlyFen: fen } }))
    toast('存好了')
  })
  return (
    <Dialog
      open
      title={`${money.region.name}：每月短信费`}
      onClose={onClose}
      actions={
        <Button
          busy={save.busy}
          reason={fen === undefined ? '请写一个数，如 200 或 49.50' : undefined}
          onPress={() => void save.run()}
        >
          存好
        </Button>
      }
    >
      <Input
        label="每月最多花多少元"
        type="digit"
        hint="写 0 就是不发短信。"
        maxLength={9}
        value={yuan}
        onChange={setYuan}
        error={save.error?.fieldMessage('monthlyFen')}
      />
      {fen !== undefined && fen > 0 && fen < used ? (
        <Text className="sms-rule">{`这个月已经用了 ${yuanText(used)}，改成这样，这个月就不再发短信了。`}</Text>
      ) : null}
      <Problem error={save.error} />
    </Dialog>
  )
}
