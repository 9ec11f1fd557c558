import { Text } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../api/client'
import { Card, Problem, Switch, toast } from '../../components'
import { useAction } from '../../hooks/use-action'
import { useScreen } from '../../hooks/use-screen'

/** 单据公开: the county's switch; nobody else is shown it. */
export function VouchersCard({ region }: { region: string }) {
  const screen = useScreen('GET /api/regions/:code/vouchers', region ? { params: { code: region } } : null)
  const [on, setOn] = useState<boolean>()
  const change = useAction(async (_key, next: boolean) => {
    await call('PUT /api/regions/:code/vouchers', { params: { code: region }, body: { on: next } })
    setOn(next)
    toast(next ? '已开通，村里可以放单据了' : '已关掉，所有单据都看不到了')
  })
  const { data } = screen
  if (!data?.mayChange) return null
  return (
    <Card title="单据公开">
      <Switch
        label="财务公开可以放单据"
        detail="发票、收据只给本村成员看；关掉以后，所有单据马上看不到，不会删"
        on={on ?? data.on}
        onChange={(next) => void change.run(next)}
      />
      <Text className="places__line">每次开关都记在审计里。</Text>
      <Problem error={change.error} />
    </Card>
  )
}
