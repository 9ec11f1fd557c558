import { plainHouseholdCode } from '@hutang/shared/rules'
import { Text } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { call } from '../../api/client'
import type { Answer } from '../../api/contract'
import { Button, Dialog, Input, Problem } from '../../components'
import { useAction } from '../../hooks/use-action'
import { SlipCard } from './slip-card'

interface SlipDialogProps {
  region: string
  /** The code of the household that is filled in at first; undefined while the dialog is closed. */
  household: string | undefined
  onClose: () => void
}

type Slip = Answer<'POST /api/regions/:code/households/:household/slips'>

export function SlipDialog({ region, household, onClose }: SlipDialogProps) {
  const [code, setCode] = useState('')
  const [slip, setSlip] = useState<Slip>()
  useEffect(() => {
    setCode(household ?? '')
    setSlip(undefined)
  }, [household])
  const issue = useAction(async () =>
    setSlip(
      await call('POST /api/regions/:code/households/:household/slips', {
        params: { code: region, household: plainHouseholdCode(code) },
      }),
    ),
  )
  const print = process.env.TARO_ENV === 'h5' ? () => window.print() : undefined
  const actions = slip ? (
    <>
      {print ? <Button onPress={print}>打印</Button> : null}
      <Button kind={print ? 'secondary' : 'primary'} onPress={onClose}>
        已经交给这一户
      </Button>
    </>
  ) : (
    <Button
      busy={issue.busy}
      reason={plainHouseholdCode(code) ? undefined : '请先填户号'}
      onPress={() => void issue.run()}
    >
      开纸条
    </Button>
  )
  return (
    <Dialog open={household !== undefined} title="认证纸条" onClose={onClose} actions={actions}>
      {slip ? (
        <SlipCard slip={slip} />
      ) : (
        <>
          <Input
            label="户号"
            required
            hint="写在这一户的户口册上。开了新纸条，以前给这一户的纸条就不能用了。"
            maxLength={20}
            value={code}
            onChange={setCode}
          />
          <Problem error={issue.error} />
        </>
      )}
      {slip ? <Text>号码只显示这一次，请当面交给这一户的人。</Text> : null}
    </Dialog>
  )
}
