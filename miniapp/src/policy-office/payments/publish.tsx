import { Text } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../api/client'
import { keyed } from '../../api/idempotency'
import { Button, Card, Problem, RadioGroup, Select } from '../../components'
import { goToCadre } from '../../hooks/navigation'
import { useAction } from '../../hooks/use-action'
import './payments.scss'

interface PublishProps {
  policies: readonly { id: string; title: string; paid: number }[]
}

const items = [
  { value: '20', label: '第20项 耕地地力保护补贴', detail: '本村的人看得到，名字按规定遮住一部分' },
  { value: '21', label: '第21项 农机购置与应用补贴', detail: '都看得到，名字遮住' },
  { value: '22', label: '第22项 支持合作社、家庭农场', detail: '都看得到，写全名' },
] as const
type ItemNo = (typeof items)[number]['value']

/** 做成公示: a draft of what was paid, which goes the way of every notice. */
export function Publish({ policies }: PublishProps) {
  const paid = policies.filter((one) => one.paid > 0)
  const [policy, setPolicy] = useState<string>()
  const [item, setItem] = useState<ItemNo>('22')
  const make = useAction(async (key) => {
    if (!policy) return
    const body = { item: Number(item) }
    const { notice } = await call('POST /api/policies/:id/payments/notice', {
      ...{ params: { id: policy }, body, idempotencyKey: keyed(key, { policy, ...body }) },
    })
    goToCadre('edit', { id: notice })
  })
  if (paid.length === 0) return null
  return (
    <Card title="做成公示">
      <Text className="payments__note">到账的名单写成一份公开草稿，照样要送审、签发。</Text>
      <Select
        label="哪项政策"
        value={policy}
        choices={paid.map(({ id, title, paid: firms }) => ({
          value: id,
          label: title,
          detail: `到账${firms}笔`,
        }))}
        onChange={setPolicy}
      />
      <RadioGroup label="公开在哪一项" value={item} choices={items} onChange={setItem} />
      <Problem error={make.error} />
      <Button
        kind="secondary"
        busy={make.busy}
        reason={policy ? undefined : '请先选政策'}
        onPress={() => void make.run()}
      >
        写成草稿
      </Button>
    </Card>
  )
}
