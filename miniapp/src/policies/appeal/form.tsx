import type { User } from '@hutang/shared/contract'
import { longestAppeal } from '@hutang/shared/rules'
import { Text } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../api/client'
import { keyed } from '../../api/idempotency'
import { Button, Card, Problem, RadioGroup, Textarea } from '../../components'
import { useAction } from '../../hooks/use-action'
import { Page } from '../../widgets'
import './appeal.scss'

export interface AppealAbout {
  policy: string
  region: string
  item: number
  enterprise: string
  title: string
}

interface AppealFormProps {
  about: AppealAbout
  firms: User['enterprises']
  onSent: (id: string) => void
}

const nobody = 'self'

/** What hinders, in one's own words; for one of the firms that one acts for, or for oneself. */
export function AppealForm({ about, firms, onSent }: AppealFormProps) {
  const { policy, region, item, enterprise, title } = about
  const [text, setText] = useState('')
  const [firm, setFirm] = useState(enterprise || (firms.length === 0 ? nobody : undefined))
  const send = useAction(async (key) => {
    const body = {
      ...(policy ? { policy } : {}),
      ...(policy || !region ? {} : { region }),
      ...(policy || !(item > 0) ? {} : { item }),
      ...(firm === undefined || firm === nobody ? {} : { enterprise: firm }),
      text,
    }
    const { id } = await call('POST /api/appeals', { body, idempotencyKey: keyed(key, body) })
    onSent(id)
  })
  const choices = [
    ...firms.map(({ id, name }) => ({ value: id, label: name })),
    { value: nobody, label: '我自己' },
  ]
  return (
    <Page
      title="写诉求"
      foot={
        <>
          <Problem error={send.error} />
          <Button
            busy={send.busy}
            reason={text.trim().length < 2 ? '请先写上一两句话' : firm ? undefined : '请选替谁提'}
            onPress={() => void send.run()}
          >
            交上去
          </Button>
        </>
      }
    >
      <Text className="appeal__lead">上班时间一小时内联系您，三个工作日内答复，五个工作日内办结。</Text>
      {title ? <Card title="说的是这件事">{title}</Card> : null}
      <Card>
        <Textarea
          label="卡在哪里"
          hint="说清办到哪一步、谁怎么说的。不用写电话和证件号。"
          maxLength={longestAppeal}
          value={text}
          onChange={setText}
          error={send.error?.fieldMessage('text')}
        />
      </Card>
      {firms.length > 0 ? (
        <Card>
          <RadioGroup label="替谁提" value={firm} choices={choices} onChange={setFirm} />
        </Card>
      ) : null}
    </Page>
  )
}
