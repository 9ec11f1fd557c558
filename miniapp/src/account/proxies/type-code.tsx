import { View } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../api/client'
import { Button, Input, Problem, Section, toast } from '../../components'
import { useAction } from '../../hooks/use-action'

const signs = 8

/** 替家人看: the code that stands on the other's phone, or on a slip of the village. */
export function TypeCode({ onHeld }: { onHeld: () => void }) {
  const [code, setCode] = useState('')
  const [relation, setRelation] = useState('')
  const hold = useAction(async () => {
    await call('POST /api/me/proxies/code', { body: { code, relation } })
    setCode('')
    setRelation('')
    toast('好，可以替他看了')
    onHeld()
  })
  const short = code.replace(/[^0-9A-Za-z]/g, '').length < signs
  const missing = short ? '请填 8 位授权码' : relation.trim() ? undefined : '请填您是他什么人'
  return (
    <Section title="替家人看：填授权码">
      <View className="proxies__form">
        <Input
          label="授权码"
          hint="在他手机上生成，或者村里给的纸条上，例：7KQ4-M2XA"
          maxLength={20}
          value={code}
          onChange={setCode}
          error={hold.error?.fieldMessage('code')}
        />
        <Input
          label="您是他什么人"
          hint="例：女儿、侄子"
          maxLength={20}
          value={relation}
          onChange={setRelation}
          error={hold.error?.fieldMessage('relation')}
        />
        <Problem error={hold.error} />
        <Button busy={hold.busy} reason={missing} onPress={() => void hold.run()}>
          开始替他看
        </Button>
      </View>
    </Section>
  )
}
