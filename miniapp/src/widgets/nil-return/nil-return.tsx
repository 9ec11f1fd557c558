import type { NilOffer } from '@hutang/shared/contract'
import { useState } from 'react'
import { call } from '../../api/client'
import { Button } from '../../components/button/button'
import { Dialog } from '../../components/dialog/dialog'
import { Input } from '../../components/field/input'
import { Problem } from '../../components/states/problem'
import { toast } from '../../components/toast/toast'
import { useAction } from '../../hooks/use-action'

export interface NilReturnProps {
  region: string
  no: number
  name: string
  offer: NilOffer
  onDone: () => void
}

/** 报本期无: one sentence, which goes to the reviewer at once. */
export function NilReturn({ region, no, name, offer, onDone }: NilReturnProps) {
  const [open, setOpen] = useState(false)
  const [plain, setPlain] = useState(offer.plain)
  const send = useAction(async (key) => {
    await call('POST /api/regions/:code/items/:no/nil', {
      params: { code: region, no },
      body: { period: offer.period, plain },
      idempotencyKey: key,
    })
    setOpen(false)
    toast('已经送审，审核后公开')
    onDone()
  })
  const words = `报${offer.name}本期无`
  return (
    <>
      <Button kind="secondary" inline label={`${name}：${words}`} onPress={() => setOpen(true)}>
        {words}
      </Button>
      <Dialog
        open={open}
        title={words}
        onClose={() => setOpen(false)}
        actions={
          <Button
            busy={send.busy}
            reason={plain.trim() ? undefined : '请先写一句话'}
            onPress={() => void send.run()}
          >
            送审
          </Button>
        }
      >
        <Input
          label="一句话"
          required
          hint={`${name}：${offer.name}确实没有，才报“本期无”。审核、发布的人和平时一样。`}
          maxLength={100}
          value={plain}
          onChange={setPlain}
          error={send.error?.fieldMessage('plain')}
        />
        <Problem error={send.error} />
      </Dialog>
    </>
  )
}
